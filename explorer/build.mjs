// Builds src into dist, byte for byte the same wherever the lock is: no addresses, no dates, no folders of a machine.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
process.chdir(here);

/** What takes the place of packages, and of parts of them that the page must not have. */
const instead = {
  name: 'instead',
  setup(on) {
    // A stand-in itself may import what it stands in for.
    const own = (file) => ({ importer }) => (importer.endsWith(file) ? null : { path: join(here, 'src', file) });
    on.onResolve({ filter: /^react\/jsx-runtime$/ }, own('jsx-runtime.js'));
    on.onResolve({ filter: /^react-style-singleton$/ }, own('style-singleton.js'));
    // Its fonts have no Chinese, and would be a third of all bytes.
    on.onLoad({ filter: /graphiql[\\/]dist[\\/]style\.css$/ }, ({ path }) => {
      const whole = readFileSync(path, 'utf8');
      const contents = whole.replace(/@font-face\s*\{[^}]*\}/g, '');
      if (contents === whole) throw new Error('graphiql/style.css holds no fonts any more: take this step out');
      return { contents, loader: 'css' };
    });
  },
};

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The licences of the packages of which something is in the bundle, in order of name. */
function licences(inputs) {
  const folders = new Set();
  for (const input of Object.keys(inputs)) {
    const found = input.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/);
    if (found) folders.add(found[0]);
  }
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim().replace(/\r\n/g, '\n') : `Licence: ${license}`;
    return `${name} ${version} (${license})\n\n${text}\n`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
const { metafile } = await build({
  entryPoints: { explorer: 'src/main.jsx' },
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [instead],
});
writeFileSync('dist/index.html', readFileSync('src/index.html'));
writeFileSync('dist/licences.txt', licences(metafile.inputs));

// A test compares these with what lies in the tree, so that nobody forgets to build, or edits what was built.
const sources = ['build.mjs', 'package.json', 'package-lock.json', ...readdirSync('src').map((name) => `src/${name}`)].sort();
const hashes = (names) => Object.fromEntries(names.map((name) => [name, sha256(readFileSync(name))]));
const built = readdirSync('dist').sort().map((name) => `dist/${name}`);
writeFileSync('built.json', `${JSON.stringify({ sources: hashes(sources), dist: hashes(built) }, null, 2)}\n`);
