// What the controls may ask of the program, and what they need to know.
import type { Deed } from "../connection";
import type { Session } from "../session/session";

export interface Program {
  act(deed: Deed): boolean; // false: it could not be asked, and the page says so
  end(): boolean;
  session(): Session;
  say(words: string): void;
}
