// Where the test command has installed the packages.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const folder = process.env.TEST_NODE_MODULES;
if (!folder) throw new Error('TEST_NODE_MODULES is not set: run cargo xtask test');
const require = createRequire(pathToFileURL(join(folder, 'counterparts.mjs')));

export const load = (name) => import(pathToFileURL(require.resolve(name)));

// Answers every line of standard input with one line of JSON.
export async function answer(reply) {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(reply(JSON.parse(line))) + '\n');
  }
}
