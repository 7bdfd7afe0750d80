// A real OpenID provider for the tests: one form that asks which account to be, no passwords.
// node provider.mjs PORT REDIRECT_URI

import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;

const ACCOUNTS = {
  dsl: { name: 'Ms Dee', email: 'DSL@Hill.example', email_verified: true },
  teacher: { name: 'Mr Tee', email: 'teacher@hill.example', email_verified: true },
  stranger: { name: 'Ms Dee', email: 'someone@elsewhere.example', email_verified: true },
  impostor: { name: 'Ms Dee', email: 'dsl@hill.example', email_verified: false },
  silent: { name: 'Ms Dee', email: 'dsl@hill.example' },
};

function logoutSource(context, form) { // the library's own page would fetch a font
  context.body = `<!doctype html><title>Sign out</title>${form}
    <button form="op.logoutForm" name="logout" value="yes">Yes, sign out</button>`;
}

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'policy-assistant',
    client_secret: 'a-secret-of-the-tests',
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [redirectUri],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false, // the claims come in the identity token, as Google's do
  cookies: { keys: ['a key of the tests'] },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => false },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, ...ACCOUNTS[id] }),
  }),
  loadExistingGrant: async (context) => { // nobody is asked for consent
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});

const answerOidc = provider.callback();

createServer(async (request, response) => {
  if (!request.url.startsWith('/interaction/')) return answerOidc(request, response);
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html');
    return response.end('<!doctype html><title>Provider</title><form method="post">'
      + '<label>Account <input name="account"></label><button>Continue</button></form>');
  }
  let body = '';
  for await (const chunk of request) body += chunk;
  const accountId = new URLSearchParams(body).get('account');
  return provider.interactionFinished(request, response, { login: { accountId } });
}).listen(Number(port), '127.0.0.1');
