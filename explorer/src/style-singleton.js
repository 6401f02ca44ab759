// Stands in for react-style-singleton: a constructed sheet instead of a <style> element, which the page's CSP forbids.
import { useEffect } from 'react';

function adopt(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

export function styleSingleton() {
  return function Sheet({ styles }) {
    useEffect(() => adopt(styles), [styles]);
    return null;
  };
}
