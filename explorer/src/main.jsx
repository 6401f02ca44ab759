import { DOC_EXPLORER_PLUGIN, useDocExplorer } from '@graphiql/plugin-doc-explorer';
import { PluginContextProvider, useEditorContext } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import { fetcherOf, getJson, schemaOf } from './asking.js';
import './explorer.css';
import { language, word } from './words.js';

/** Storage for GraphiQL that ends with the page. */
function memory() {
  const held = new Map();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => held.set(key, value),
    removeItem: (key) => held.delete(key),
    clear: () => held.clear(),
    get length() {
      return held.size;
    },
  };
}

/** Below the result: hints. A way out of the editors by keyboard, whose Tab would otherwise be typed; long lines wrap. */
function Hints() {
  const place = useDocExplorer().length;
  const { queryEditor, variableEditor, responseEditor } = useEditorContext({ nonNull: true });
  useEffect(() => {
    const named = [[queryEditor, 'Query Editor'], [variableEditor, 'Variables'], [responseEditor, 'Result Window']];
    for (const [editor, label] of named) {
      editor?.setOption('lineWrapping', true);
      editor?.addKeyMap({ Tab: false, 'Shift-Tab': false });
      editor?.getInputField().setAttribute('aria-label', label);
    }
  }, [queryEditor, variableEditor, responseEditor]);
  // A page of the documentation begins at its top.
  useEffect(() => {
    document.querySelector('.graphiql-plugin')?.scrollTo(0, 0);
  }, [place]);
  return <p className="hints">{word('keys')} · {word('invented')}</p>;
}

/** The documentation has a hundred links before the editor. */
function toQuery() {
  document.querySelector('.graphiql-query-editor .CodeMirror')?.CodeMirror.focus();
}

/** Header: who is picked, of which organisation; a guardian acts for himself. */
function Picker({ callers, picked, onPick, onRestore }) {
  const actor = picked.organisation ?? picked.guardian;
  const label = (caller) => `${caller.label[language]} (${caller.subject})`;
  return (
    <header>
      <button type="button" className="skip" onClick={toQuery}>{word('skip')}</button>
      <h1>{word('title')}</h1>
      <label htmlFor="caller">{word('caller')}</label>
      <select id="caller" value={picked.subject} onChange={(event) => onPick(event.target.value)}>
        {callers.map((caller) => <option key={caller.subject} value={caller.subject}>{label(caller)}</option>)}
      </select>
      <p className="picked" aria-live="polite">
        <span lang="zh" id="label-zh">{picked.label.zh}</span>
        <span lang="en" id="label-en">{picked.label.en}</span>
        <strong lang={actor ? 'zh' : language} id="organisation">
          {actor ? actor.name : `${word('nobody')} · ${word('noToken')}`}
        </strong>
      </p>
      <button type="button" onClick={onRestore}>{word('again')}</button>
    </header>
  );
}

const DOCS = { plugins: [DOC_EXPLORER_PLUGIN], referencePlugin: DOC_EXPLORER_PLUGIN, visiblePlugin: DOC_EXPLORER_PLUGIN };

/** GraphiQL acting as one caller, once the schema of its view is here. */
function Session({ caller, policy }) {
  const [found, setFound] = useState({});
  const fetcher = useMemo(() => fetcherOf(caller), [caller]);
  const storage = useMemo(memory, [caller]);
  useEffect(() => {
    let current = true;
    const keep = (value) => current && setFound(value);
    schemaOf(caller, policy).then((schema) => keep({ schema }), (error) => keep({ error }));
    return () => {
      current = false;
    };
  }, [caller, policy]);
  if (found.error) return <p role="alert">{word('failed')}: {found.error.message}</p>;
  // GraphiQL lays itself out once, by which panel is open at that moment: the documentation is opened before it is made.
  if (!found.schema) return <PluginContextProvider {...DOCS}><p role="status">{word('loading')}</p></PluginContextProvider>;
  return (
    <div className="session" data-subject={caller.subject}><GraphiQL
      fetcher={fetcher} schema={found.schema} storage={storage} query={caller.query} defaultQuery={caller.query}
      visiblePlugin={DOC_EXPLORER_PLUGIN} isHeadersEditorEnabled={false} shouldPersistHeaders={false}
      showPersistHeadersSettings={false} defaultEditorToolsVisibility={false}
    >
      <GraphiQL.Logo>{' '}</GraphiQL.Logo>
      <GraphiQL.Footer><Hints /></GraphiQL.Footer>
    </GraphiQL></div>
  );
}

function Explorer({ callers, policy }) {
  const named = () => callers.find((caller) => caller.subject === location.hash.slice(1)) ?? callers[0];
  const [picked, setPicked] = useState(named);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const follow = () => setPicked(named());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const pick = (subject) => {
    location.hash = subject;
  };
  return (
    <>
      <Picker callers={callers} picked={picked} onPick={pick} onRestore={() => setRound(round + 1)} />
      <main><Session key={`${picked.subject} ${round}`} caller={picked} policy={policy} /></main>
    </>
  );
}

document.documentElement.lang = language;
document.title = word('title');
const root = createRoot(document.getElementById('explorer'));
try {
  const [{ callers }, policy] = await Promise.all([getJson('/explorer/callers'), getJson('/explorer/policy')]);
  root.render(<Explorer callers={callers} policy={policy} />);
} catch (error) {
  root.render(<p role="alert">{word('failed')}: {error.message}</p>);
}
