import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AppCommandName, Output, Request } from '@shared/contract/contract.ts'
import type { Job, JobResult } from '@shared/job.ts'
import { fixture } from '../importers/import-fixture.ts'
import { importers } from '../importers/registry.ts'
import type { Choice } from '../jobs/exports-on-disk.ts'
import { importFiles } from '../jobs/import-files.ts'
import { previewFiles } from '../jobs/preview-files.ts'
import { UsageError, type CommandContext } from './command.ts'
import { importCommand } from './import-command.ts'
import { readWords } from './read-words.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Carries out `stemma import` with the jobs themselves, without threads; answers its JSON and what went to stderr. */
async function run(...typed: string[]): Promise<{ answer: unknown; complaints: string[] }> {
  const given = readWords(typed, importCommand.options)
  importCommand.check(given)
  const complaints: string[] = []
  let result: JobResult | null = null
  const archive = { archiveFolder: folder, signal: new AbortController().signal, tell: () => undefined }
  const job = (): Job => ({
    id: 'job',
    kind: 'import',
    state: 'done',
    progress: { kind: 'export', done: 0, total: 0, step: null },
    result,
    error: null,
  })
  const context: CommandContext = {
    ask: async <Name extends AppCommandName>(name: Name, input: Request<Name>) => {
      const { paths, ...choice } = input as { paths: string[] } & Choice
      result = await (name === 'import.preview' ? previewFiles : importFiles)(archive, paths, choice)
      return job() as Output<Name>
    },
    jobEnded: () => Promise.resolve(job()),
    say: () => undefined,
    sayJson: () => undefined,
    fail: (line) => complaints.push(line),
  }
  return { answer: await importCommand.run(given, context), complaints }
}

function check(...typed: string[]): void {
  importCommand.check(readWords(typed, importCommand.options))
}

it('prints with --dry-run what an import would bring, each conversation with its place', async () => {
  const path = fixture('chatgpt/branched.json')
  const { answer, complaints } = await run('--dry-run', path)
  expect(complaints).toEqual([])
  const { imports } = answer as { imports: Record<string, unknown>[] }
  expect(imports).toHaveLength(1)
  const [one] = imports
  expect(one).toMatchObject({ file: path, format: 'chatgpt', state: 'done', updated: 0, error: null })
  const conversations = one?.['conversations'] as Record<string, unknown>[]
  expect(conversations).toHaveLength(Number(one?.['new']))
  expect(Object.keys(conversations[0] ?? {})).toEqual([
    'place',
    'title',
    'createdAt',
    'updatedAt',
    'messages',
    'branches',
    'result',
  ])
  expect(conversations[0]).toMatchObject({
    place: expect.stringMatching(/^branched\.json, entry 1/) as string,
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
    result: 'new',
  })

  const imported = await run(path)
  const [report] = (imported.answer as { imports: Record<string, unknown>[] }).imports
  const { conversations: _rows, ...sums } = one ?? {}
  const { conversationIds, importId, rereadOf, sha256, parts, ...sumsOfReport } = report ?? {}
  expect(sums).toEqual(sumsOfReport)
  expect({ importId, rereadOf, parts }).toEqual({ importId: 1, rereadOf: null, parts: [] })
  expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(conversationIds).toHaveLength(conversations.length)
})

it('writes nothing with --dry-run and names what cannot be imported', async () => {
  const paths = [fixture('refused/recipe.json'), fixture('chatgpt/branched.json')]
  const { answer, complaints } = await run('--dry-run', ...paths)
  expect(complaints).toEqual([expect.stringContaining('recipe.json')])
  expect(answer).toMatchObject({ imports: [{ state: 'refused', conversations: [] }, { state: 'done' }] })
  expect(await run('--dry-run', ...paths)).toEqual({ answer, complaints })
})

it('reads no file above --max-size, and refuses a size that is none', async () => {
  const path = fixture('chatgpt/branched.json')
  const { answer, complaints } = await run('--max-size', '1KB', path)
  expect(complaints).toEqual([expect.stringContaining('set to 1 kB')])
  expect(answer).toMatchObject({ imports: [{ state: 'refused', error: { kind: 'file-too-large' } }] })
  expect(await run('--max-size', '1.5GB', '--dry-run', path)).toMatchObject({ complaints: [] })
  for (const size of ['much', '-1', '0', '5 parsecs']) {
    expect(() => importCommand.check(readWords(['--max-size', size, path], importCommand.options))).toThrow(
      UsageError,
    )
  }
})

it('reads every file as the format that was given', async () => {
  const path = fixture('chatgpt/branched.json')
  const { answer, complaints } = await run('--format', 'librechat', path)
  expect(complaints).toEqual([expect.stringContaining('as you chose')])
  expect(answer).toMatchObject({ imports: [{ format: 'librechat', new: 0, state: 'failed' }] })
})

it('names every format in its help and takes no other', () => {
  const help = importCommand.options.find(({ name }) => name === 'format')?.description
  for (const { id } of importers) expect(help).toContain(id)
  expect(() => check('--format', 'chatgpt', 'a.json')).not.toThrow()
  expect(() => check('--format', 'wordpress', 'a.json')).toThrow(UsageError)
  expect(() => check('--dry-run')).toThrow(UsageError)
})
