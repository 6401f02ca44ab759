// Writes under the description of every field the grants that show it: action, door, legal basis with its text.
import { language, word } from './words.js';

const FILTER = /(List)?Filter$/;
const ACTIONS = ['read', 'mask', 'write'];

/**
 * The introspection with grants in its descriptions. A field of an entity and of its filter bears the grants to read
 * the member, an input field those to write it, a field that leads to records those of the members that open them.
 */
export function withLegalBases(introspection, grants, policy) {
  const held = new Map();
  for (const grant of grants) {
    const key = `${grant.entity}.${grant.member}`;
    held.set(key, [...(held.get(key) ?? []), grant]);
  }
  const entities = new Set(grants.map((grant) => grant.entity));
  const reads = (entity, member) => (held.get(`${entity}.${member}`) ?? []).filter((grant) => grant.action !== 'write');
  const all = (entity, member) => held.get(`${entity}.${member}`) ?? [];

  const describe = (type, field) => {
    if (entities.has(type.name)) {
      const found = all(type.name, field.name);
      return found.length ? quotes(found, policy) : `> ${word('withRow')}`;
    }
    const filtered = type.name.replace(FILTER, '');
    if (FILTER.test(type.name) && entities.has(filtered)) return quotes(reads(filtered, field.name), policy);
    const written = policy.writes[type.name]?.[field.name];
    if (written) return quotes(all(...written).filter((grant) => grant.action === 'write'), policy);
    if (type.name === introspection.__schema.queryType.name) return opened(field, entities, grants, policy);
    if (type.name === introspection.__schema.mutationType?.name) {
      const input = named(field.args.find((argument) => argument.name === 'input').type);
      const members = new Set(Object.values(policy.writes[input] ?? {}).map((pair) => pair.join('.')));
      const behind = grants.filter((g) => g.action === 'write' && members.has(`${g.entity}.${g.member}`));
      return quotes(distinct(behind), policy);
    }
    return '';
  };

  const types = introspection.__schema.types.map((type) => ({
    ...type,
    fields: type.fields?.map((field) => extended(field, describe(type, field))) ?? type.fields,
    inputFields: type.inputFields?.map((field) => extended(field, describe(type, field))) ?? type.inputFields,
  }));
  return { __schema: { ...introspection.__schema, description: word('docs'), types } };
}

function named(type) {
  return type.ofType ? named(type.ofType) : type.name;
}

function extended(field, text) {
  return text ? { ...field, description: `${field.description ?? ''}\n\n${text}` } : field;
}

/** A root field: which records it leads to, and by which grants their rows open at all. */
function opened(field, entities, grants, policy) {
  const entity = named(field.type).replace(/Connection$/, '');
  if (!entities.has(entity)) return '';
  const behind = distinct(grants.filter((grant) => grant.entity === entity && grant.action !== 'write'));
  return `> ${word('opens')} ${entity}\n\n${quotes(behind, policy)}`;
}

/** One grant for each action, door and legal basis. */
function distinct(grants) {
  return [...new Map(grants.map((g) => [`${g.action} ${g.door} ${g.legalBasis}`, g])).values()];
}

function quotes(grants, policy) {
  return [...grants]
    .sort((a, b) => ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action))
    .map((grant) => quote(grant, policy))
    .join('\n\n');
}

function quote(grant, policy) {
  const basis = policy.bases[grant.legalBasis];
  const label = grant.door === 'duty' ? word('duty') : policy.doors[grant.door]?.[language];
  const door = `${word('door')} \`${grant.door}\`${label ? ` ${label}` : ''}`;
  const cited = `${word('basis')} \`${grant.legalBasis}\` 《${basis.instrument}》${basis.article}`;
  const assumed = basis.assumed ? ` (${word('assumed')})` : '';
  return `> **${word(grant.action)}** · ${door}\\\n> ${cited}${assumed}\\\n> ${basis[language]}`;
}
