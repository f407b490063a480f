// The messages of proto/ as JSON, without generated code: what the program says to a page, what a page asks.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { folder, packages } from "./support.mjs";

const protobuf = packages("@bufbuild/protobuf");
const { FileDescriptorSetSchema } = packages("@bufbuild/protobuf/wkt");
const root = fileURLToPath(new URL("../../", import.meta.url));
const description = join(folder, "messages");
const described = spawnSync("protoc", ["--include_imports", `--descriptor_set_out=${description}`, `-I${root}`, `${root}proto/page.proto`]);
if (described.status !== 0) throw new Error(`protoc: ${described.stderr}`);
const registry = protobuf.createFileRegistry(protobuf.fromBinary(FileDescriptorSetSchema, new Uint8Array(readFileSync(description))));
const schema = (name) => registry.getMessage(`sacrum.proto.${name}`);

export const frameOf = (json) => Buffer.from(protobuf.toBinary(schema("PageFrame"), protobuf.fromJson(schema("PageFrame"), json)));
export const requestIn = (bytes) => protobuf.toJson(schema("PageRequest"), protobuf.fromBinary(schema("PageRequest"), new Uint8Array(bytes)));
export const frameIn = (bytes) => protobuf.toJson(schema("PageFrame"), protobuf.fromBinary(schema("PageFrame"), new Uint8Array(bytes)));
