/** Builds what is measured, with the threads of the app beside it, into `out/bench`. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { build } from 'vite'
import { mendParquetjs } from '../mend-parquetjs.mjs'

const root = resolve(import.meta.dirname, '../..')
/** Threads that the app starts by their file names. */
const threads = [
  'src-main/jobs/worker.ts',
  'src-main/jobs/save-thread.ts',
  'src-main/threads/index-thread.ts',
  'src-main/threads/search-thread.ts',
]

/** Where a built bench stands. */
export const builtBench = (name) => join(root, 'out/bench', `${name}.js`)

export async function buildBenches() {
  const outDir = join(root, 'out/bench')
  const benches = readdirSync(import.meta.dirname)
    .filter((name) => /(?<!\.d)\.ts$/u.test(name))
    .map((name) => join('scripts/bench', name))
  const external = ['better-sqlite3', 'autocannon']
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [mendParquetjs()],
    resolve: { alias: { '@shared': join(root, 'src-shared') } },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        external,
        input: Object.fromEntries(
          [...benches, ...threads].map((path) => [basename(path, '.ts'), join(root, path)]),
        ),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external },
  })
  const manifest = join(outDir, 'package.json')
  if (!existsSync(manifest)) writeFileSync(manifest, '{"type":"module"}\n')
}
