// Stands in for react/jsx-runtime throughout the bundle: GraphiQL's own English words become Chinese as they reach the DOM.
import * as runtime from 'react/jsx-runtime';
import { CHROME, language } from './words.js';

const SHOWN = ['children', 'aria-label', 'title', 'placeholder'];

function one(value) {
  return typeof value === 'string' && Object.hasOwn(CHROME, value) ? CHROME[value] : value;
}

function translated(make) {
  if (language !== 'zh') return make;
  return (type, props, ...rest) => {
    if (typeof type !== 'string') return make(type, props, ...rest);
    const changed = { ...props };
    for (const name of SHOWN) {
      if (name in changed) changed[name] = Array.isArray(changed[name]) ? changed[name].map(one) : one(changed[name]);
    }
    return make(type, changed, ...rest);
  };
}

export const Fragment = runtime.Fragment;
export const jsx = translated(runtime.jsx);
export const jsxs = translated(runtime.jsxs);
