// Prints one line per audit of graphql-http against the URL given; exits 1 unless every one is ok.
import { serverAudits } from 'graphql-http';

const url = process.argv[2];
if (!url) {
  console.error('usage: node audit.mjs http://127.0.0.1:8000/graphql');
  process.exit(2);
}
const counts = { ok: 0, notice: 0, warn: 0, error: 0 };
for (const audit of serverAudits({ url })) {
  const result = await audit.fn();
  counts[result.status] += 1;
  if (result.status !== 'ok') {
    console.log(`${result.status} ${result.id} ${result.name}: ${result.reason}`);
  }
}
console.log(Object.entries(counts).map(([status, count]) => `${count} ${status}`).join(', '));
process.exit(counts.ok > 0 && counts.notice + counts.warn + counts.error === 0 ? 0 : 1);
