// Generates TypeScript types of each subject's document with @graphql-codegen/cli.
// usage: node generate.mjs <folder>, where <folder>/subjects.json lists {subject, schema, document, typescript}.
// Writes the named files, and <folder>/typescript.json: subject -> what was wrong, empty where nothing was.
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from '@graphql-codegen/cli';

const folder = process.argv[2];
const subjects = JSON.parse(await readFile(join(folder, 'subjects.json'), 'utf8'));
const config = {
  onlyOperationTypes: true,
  skipTypename: true,
  immutableTypes: true,
  enumsAsTypes: true,
  strictScalars: true,
  scalars: { Date: 'string', DateTime: 'string' },
};

const results = {};
await mkdir(join(folder, 'typescript'), { recursive: true });
for (const { subject, schema, document, typescript } of subjects) {
  const plugins = ['typescript', 'typescript-operations'];
  try {
    const files = await generate(
      { schema, documents: document, generates: { [typescript]: { plugins, config } }, silent: true, noSilentErrors: false },
      false,
    );
    for (const { filename, content } of files) await writeFile(filename, content);
    results[subject] = [];
  } catch (error) {
    const said = (error.errors?.length ? error.errors : [error]).map((e) => String(e.message ?? e));
    results[subject] = said.flatMap((text) => text.split('\n')).filter((line) => line.trim());
  }
}
await writeFile(join(folder, 'typescript.json'), JSON.stringify(results));
