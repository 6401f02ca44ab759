// What the page asks the server for. Tokens stay in memory; nothing is stored in the browser.
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { withLegalBases } from './legal-basis.js';
import { language } from './words.js';

export async function getJson(path) {
  const response = await fetch(path, { credentials: 'omit', cache: 'no-store' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** A fetcher for GraphiQL that acts as `caller`. */
export function fetcherOf(caller) {
  return async ({ query, variables, operationName }) => {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      'accept-language': language,
    };
    if (caller.token) headers.authorization = `Bearer ${caller.token}`;
    const body = JSON.stringify({ query, variables, operationName });
    const response = await fetch('/graphql', { method: 'POST', credentials: 'omit', headers, body });
    return response.json();
  };
}

/** The schema of the caller's own view, each field described with the grants behind it. */
export async function schemaOf(caller, policy) {
  const ask = fetcherOf(caller);
  const [introspected, viewed] = await Promise.all([
    ask({ query: getIntrospectionQuery() }),
    ask({ query: '{ viewer { grants { entity member action door legalBasis } } }' }),
  ]);
  for (const answer of [introspected, viewed]) {
    if (!answer.data) throw new Error(answer.errors.map((error) => error.message).join('; '));
  }
  return buildClientSchema(withLegalBases(introspected.data, viewed.data.viewer.grants, policy));
}
