// A provider that lies, on a free loopback port; prints its address. The name of the client says how it lies: each
// name is in one of the tables below, any other is told the truth. It ends when its standard input does.
import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { OAuth2Server } from 'oauth2-mock-server';

const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
const published = pair(), never = pair();

function pair() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, jwk: { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256' } };
}

// What is changed before a token is signed rightly.
const claims = {
  'wrong-audience': (payload) => { payload.aud = 'another-program'; },
  'more-audiences': (payload) => { payload.aud = [payload.aud, 'another-program']; },
  'wrong-issuer': (payload) => { payload.iss = 'https://id.example.org'; },
  'expired': (payload) => { payload.exp = Math.floor(Date.now() / 1000) - 3600; },
  'wrong-nonce': (payload) => { payload.nonce = 'another'; },
  'no-nonce': (payload) => { delete payload.nonce; },
  'signed-in-long-ago': (payload) => { payload.auth_time = Math.floor(Date.now() / 1000) - 3600; },
  'signed-in-just-now': (payload) => { payload.auth_time = Math.floor(Date.now() / 1000); },
  'unverified': (payload) => { payload.email_verified = false; },
  'no-word-on-verified': (payload) => { delete payload.email_verified; },
  'verified-in-words': (payload) => { payload.email_verified = 'true'; },
  'no-email': (payload) => { delete payload.email; delete payload.email_verified; },
  'script-picture': (payload) => { payload.picture = 'javascript:alert(1)'; },
};
for (const name of ['email-elsewhere', 'somebody-else-elsewhere', 'out-of-order-elsewhere']) claims[name] = claims['no-email'];

// What is done to the answer of the token endpoint.
const answers = {
  'no-id-token': (answer) => { delete answer.body.id_token; },
  'no-tokens': (answer) => { answer.body = { hello: 'there' }; },
  'broken-token': (answer) => { answer.body.id_token = 'a.b.c'; },
  'out-of-order': (answer) => { answer.statusCode = 500; answer.body = { error: 'server_error' }; },
  'too-many': (answer) => { answer.statusCode = 429; answer.body = {}; },
  'used-code': (answer) => { answer.statusCode = 400; answer.body = { error: 'invalid_grant' }; },
  'unknown-client': (answer) => { answer.statusCode = 401; answer.body = { error: 'invalid_client' }; },
  'unsigned': (answer) => resign(answer, { alg: 'none' }, () => ''),
  'signed-by-nobody': (answer) => resign(answer, { alg: 'RS256' }, () => ''),
  'signed-with-secret': (answer) => resign(answer, { alg: 'HS256' }, hmac('secret')),
  'signed-with-public-key': (answer) => resign(answer, { alg: 'HS256' }, hmac(publicKey())),
  'changed-after-signing': (answer) => {
    const [head, , signature] = answer.body.id_token.split('.');
    const payload = { ...decoded(answer.body.id_token), sub: 'eve' };
    answer.body.id_token = [head, encoded(payload), signature].join('.');
  },
  'unknown-key': (answer) => resign(answer, { alg: 'RS256', kid: never.jwk.kid }, rsa(never)),
  'changed-keys': (answer) => resign(answer, { alg: 'RS256', kid: published.jwk.kid }, rsa(published)),
};

const userInfo = {
  'email-elsewhere': { sub: 'johndoe', email: 'elsewhere@example.org', email_verified: true },
  'somebody-else-elsewhere': { sub: 'eve', email: 'eve@example.org', email_verified: true },
};

const hmac = (key) => (text) => createHmac('sha256', key).update(text).digest('base64url');
const rsa = ({ privateKey }) => (text) => sign('sha256', text, privateKey).toString('base64url');
const encoded = (object) => Buffer.from(JSON.stringify(object)).toString('base64url');
const decoded = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));

function publicKey() {
  const [jwk] = server.issuer.keys.toJSON();
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
}

function resign(answer, header, signature) {
  const text = `${encoded(header)}.${encoded(decoded(answer.body.id_token))}`;
  answer.body.id_token = `${text}.${signature(text)}`;
}

// The client of the access token that user info is asked with.
const clients = new Map();

server.service.on('beforeTokenSigning', (token, request) => {
  Object.assign(token.payload, { email: 'ana@example.org', email_verified: true, name: 'Ana' });
  claims[request.body.client_id]?.(token.payload);
});
server.service.on('beforeResponse', (answer, request) => {
  clients.set(answer.body.access_token, request.body.client_id);
  answers[request.body.client_id]?.(answer);
});
server.service.on('beforeUserinfo', (answer, request) => {
  const client = clients.get(request.headers.authorization?.replace('Bearer ', ''));
  if (client === 'out-of-order-elsewhere') answer.statusCode = 503;
  answer.body = userInfo[client] ?? answer.body;
});
server.service.on('beforeAuthorizeRedirect', ({ url }, request) => {
  // From now on there is another key; whoever has read the keys before does not know it.
  if (request.query.client_id === 'changed-keys') server.issuer.keys.add(published.jwk);
  if (request.query.client_id === 'mixed-up') url.searchParams.set('iss', 'https://id.example.org');
});

await server.start(0, '127.0.0.1');
console.log(server.issuer.url);
process.stdin.resume().on('end', () => process.exit());
