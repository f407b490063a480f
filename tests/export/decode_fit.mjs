// What Garmin's own decoder finds in a file, as JSON, for fit_test.py.   node decode_fit.mjs NODE_MODULES FILE
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const entry = createRequire(`${modules}/`).resolve("@garmin/fitsdk");
const { Decoder, Stream } = await import(pathToFileURL(entry));
const decoder = new Decoder(Stream.fromByteArray([...readFileSync(file)]));
const sound = decoder.isFIT() && decoder.checkIntegrity();
const { messages, errors } = decoder.read({ convertDateTimesToDates: false });
console.log(JSON.stringify({ sound, errors: errors.map(String), messages }));
