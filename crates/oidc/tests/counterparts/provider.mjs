// A real OpenID Connect provider on a free loopback port; prints its address.
//
// Clients register themselves (POST /reg). One that is called "hasty" gets codes that are too old after a second.
// Whatever is typed as login is the person: `ana` has a verified address ana@example.org, until
// PUT /test/people/ana says otherwise, in claims. It ends when its standard input does.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const people = new Map();

function claims(subject) {
  const usual = { email: `${subject}@example.org`, email_verified: true, name: `${subject} of the tests` };
  return { sub: subject, ...(people.get(subject) ?? usual) };
}

function configuration() {
  return {
    findAccount: (_, subject) => ({ accountId: subject, claims: () => claims(subject) }),
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'picture'] },
    cookies: { keys: ['only for tests'] },
    features: { devInteractions: { enabled: true }, registration: { enabled: true } },
    pkce: { required: () => true },
    ttl: {
      AuthorizationCode: (_, __, client) => (client.clientName === 'hasty' ? 1 : 60),
      AccessToken: 3600, Grant: 3600, IdToken: 3600, Interaction: 3600, Session: 3600,
    },
  };
}

async function remember(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  people.set(decodeURIComponent(request.url.split('/').pop()), JSON.parse(Buffer.concat(chunks)));
  response.writeHead(204).end();
}

const server = createServer((request, response) => {
  const isOurs = request.method === 'PUT' && request.url.startsWith('/test/people/');
  return isOurs ? remember(request, response) : answer(request, response);
});
let answer;
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  answer = new Provider(issuer, configuration()).callback();
  console.log(issuer);
});
process.stdin.resume().on('end', () => process.exit());
