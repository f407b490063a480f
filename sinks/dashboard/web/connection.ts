// The WebSocket to the program: frames in, requests out. Where it breaks, it is tried again each second.
import { create, fromBinary, toBinary, type MessageInitShape } from "@bufbuild/protobuf";
import type { ActionSchema } from "./messages/proto/action_pb";
import { PageFrameSchema, PageRequestSchema, type PageFrame } from "./messages/proto/page_pb";

const retry_ms = 1000;

export type Deed = NonNullable<MessageInitShape<typeof ActionSchema>["what"]>;

export class Connection {
  private socket: WebSocket | undefined;
  private readonly onFrame: (frame: PageFrame) => void;
  private readonly onLost: () => boolean; // whether to try again

  constructor(onFrame: (frame: PageFrame) => void, onLost: () => boolean) {
    this.onFrame = onFrame;
    this.onLost = onLost;
    this.connect();
  }

  // False where the program does not answer.
  act(what: Deed): boolean {
    return this.send({ case: "action", value: { author: "page", what } });
  }

  end(): boolean {
    return this.send({ case: "end", value: {} });
  }

  private send(what: MessageInitShape<typeof PageRequestSchema>["what"]): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(toBinary(PageRequestSchema, create(PageRequestSchema, { what })));
    return true;
  }

  private connect(): void {
    const role = new URLSearchParams(location.search).has("look") ? "?look" : "";
    this.socket = new WebSocket(`ws://${location.host}/live${role}`);
    this.socket.binaryType = "arraybuffer";
    this.socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.onFrame(fromBinary(PageFrameSchema, new Uint8Array(event.data)));
    this.socket.onclose = () => { if (this.onLost()) setTimeout(() => this.connect(), retry_ms); };
  }
}
