/** Programs of tests that run in a process of their own, so that they can be killed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../../..')

export interface BuiltProgram {
  start(...parameters: readonly string[]): ChildProcess
  /** Runs it to its end and answers what it has written. Throws what it complains of, and when it ends with another code than 0. */
  run(...parameters: readonly string[]): Promise<string>
  remove(): void
}

/**
 * Builds the program of a TypeScript file.
 *
 * @param threads the files of threads that it starts by name (start-thread.ts)
 */
export async function buildProgram(
  entry: URL,
  threads: Readonly<Record<string, URL>> = {},
): Promise<BuiltProgram> {
  const path = fileURLToPath(entry)
  const name = basename(path, '.ts')
  // Inside the project, so that the program finds the packages it needs.
  const folder = join(root, 'node_modules', '.cache', `${name}-${process.pid}`)
  await build({
    configFile: false,
    logLevel: 'silent',
    root,
    resolve: { alias: { '@shared': join(root, 'src-shared') } },
    // One file starts in half the time that its packages take one by one; an addon cannot be part of it.
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20',
      rolldownOptions: {
        input: {
          [name]: path,
          ...Object.fromEntries(Object.entries(threads).map(([one, url]) => [one, fileURLToPath(url)])),
        },
        output: {
          entryFileNames: (chunk) => `${chunk.name}.${chunk.name === name ? 'mjs' : 'js'}`,
          // Flat, because threads are started by file name from whichever chunk the starting code lands in.
          chunkFileNames: '[name]-[hash].mjs',
        },
      },
    },
  })
  // Threads are named .js, also where no package says what that is.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n')
  const start: BuiltProgram['start'] = (...parameters) =>
    spawn(process.execPath, [join(folder, `${name}.mjs`), ...parameters])
  return {
    start,
    run: (...parameters) => endOf(start(...parameters)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function endOf(running: ChildProcess): Promise<string> {
  let told = ''
  let complaints = ''
  running.stdout?.on('data', (chunk: Buffer) => (told += chunk.toString()))
  running.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const [code] = (await once(running, 'close')) as [number | null]
  if (code !== 0 || complaints !== '') throw new Error(`It ended with ${code}: ${complaints}`)
  return told
}
