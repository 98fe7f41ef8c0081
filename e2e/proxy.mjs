// A proxy in front of the program: one that takes https and hands on http, as before every installation on the internet,
// or one that holds requests back.
import { once } from "node:events";
import { createServer as createPlain, request } from "node:http";
import { createServer } from "node:https";
import selfsigned from "selfsigned";

/** Takes https for `port`. Its certificate is for `localhost` and signed by nobody. */
export async function startTls(port) {
  const { private: key, cert } = await selfsigned.generate([{ name: "commonName", value: "localhost" }]);
  return start("https", createServer({ key, cert }, (from, to) => handOn(port, from, to)));
}

/** Hands on to `port` what `mayPass(url)` says, when it says so; the rest gets no answer. */
export function startGate(port, mayPass) {
  return start("http", createPlain(async (from, to) => ((await mayPass(from.url)) ? handOn(port, from, to) : to.destroy())));
}

async function start(scheme, server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => (server.closeAllConnections(), server.close());
  return { url: `${scheme}://localhost:${server.address().port}`, stop };
}

function handOn(port, from, to) {
  const { method, url: path, headers } = from;
  const onward = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
    to.writeHead(answer.statusCode, answer.rawHeaders);
    answer.pipe(to);
  });
  onward.on("error", () => to.writeHead(502).end());
  from.pipe(onward);
}
