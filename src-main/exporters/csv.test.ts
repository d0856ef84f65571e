import { expect, it } from 'vitest'
import { csvExporter } from './csv.ts'
import { conversation, everyPart, message, written, writtenJoined } from './written.ts'

/** Reads CSV by RFC 4180 alone: what any other program does. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < csv.length; at++) {
    const character = csv.charAt(at)
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (csv.charAt(at + 1) === '"') cell += csv.charAt(++at)
      else isQuoted = false
    } else if (character === '"' && cell === '') isQuoted = true
    else if (character === ',' || csv.startsWith('\r\n', at)) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (character === '\r') {
        rows.push([])
        at += 1
      }
    } else {
      expect(character).not.toMatch(/["\r\n]/)
      cell += character
    }
  }
  rows.at(-1)?.push(cell)
  return rows
}

function recordsOf(csv: string): Record<string, string>[] {
  const [names = [], ...rows] = rowsOf(csv)
  return rows.map((row) => {
    expect(row).toHaveLength(names.length)
    return Object.fromEntries(names.map((name, index) => [name, row[index] ?? '']))
  })
}

const usual = 'sender,text,isCreatedByUser,error,unfinished,messageId,parentMessageId,createdAt'
const noParent = '00000000-0000-0000-0000-000000000000'

const branched = conversation(
  [
    message('q', null, 'Quotes ", commas,\r\nlines\rand\ttabs'),
    message('a', 'q', 'First', { role: 'assistant', sender: 'Claude', isError: true }),
    message('b', 'q', everyPart, { role: 'assistant', createdAt: null, isUnfinished: true }),
  ],
  { activeLeafId: 'b' },
)

it('has LibreChat’s columns in its order and every branch, as another reader of CSV sees it', async () => {
  const csv = await written(csvExporter, branched)
  expect(csv.split('\r\n')[0]).toBe(usual)
  expect(csv.endsWith('\r\n')).toBe(false)
  const records = recordsOf(csv)
  expect(records.slice(0, 2)).toEqual([
    {
      sender: 'User',
      text: 'Quotes ", commas,\r\nlines\rand\ttabs',
      isCreatedByUser: 'true',
      error: 'false',
      unfinished: 'false',
      messageId: 's-q',
      parentMessageId: noParent,
      createdAt: '2026-09-21T14:13:20.000Z',
    },
    {
      sender: 'Claude',
      text: 'First',
      isCreatedByUser: 'false',
      error: 'true',
      unfinished: 'false',
      messageId: 's-a',
      parentMessageId: 's-q',
      createdAt: '2026-09-21T14:13:20.000Z',
    },
  ])
  expect(records[2]).toMatchObject({ text: 'Not a **coincidence**.', unfinished: 'true', createdAt: '' })
})

it('never writes “undefined”, and fills the text of messages that have none of their own', async () => {
  const csv = await written(
    csvExporter,
    conversation([message('a', null, [{ type: 'tool-call', name: 'search', input: { q: 'tides' } }])]),
    { allColumns: true },
  )
  expect(csv).not.toContain('undefined')
  expect(recordsOf(csv)[0]).toMatchObject({ text: 'search\ntides', model: '', version: '1', tags: '' })
})

it('writes only the branch that is shown when asked to', async () => {
  const records = recordsOf(await written(csvExporter, branched, { branches: false }))
  expect(records.map(({ messageId }) => messageId)).toEqual(['s-q', 's-b'])
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '=HYPERLINK("https://example.org","x")'])(
  'makes a formula a text, unless told not to: %j',
  async (formula) => {
    const given = conversation([message('a', null, formula, { sender: formula })])
    const guarded = recordsOf(await written(csvExporter, given))[0]
    expect([guarded?.['text'], guarded?.['sender']]).toEqual([`'${formula}`, `'${formula}`])
    const plain = recordsOf(await written(csvExporter, given, { protectFormulas: false }))[0]
    expect(plain?.['text']).toBe(formula)
  },
)

it('begins with a byte order mark only when asked to', async () => {
  expect((await written(csvExporter, branched)).startsWith('sender')).toBe(true)
  expect((await written(csvExporter, branched, { byteOrderMark: true })).startsWith('\uFEFFsender')).toBe(
    true,
  )
})

it('adds everything else that is known after the usual columns', async () => {
  const csv = await written(csvExporter, branched, { allColumns: true })
  expect(csv.startsWith(`${usual},conversationId,title,`)).toBe(true)
  expect(recordsOf(csv)[2]).toMatchObject({
    title: 'Tides',
    source: 'librechat',
    depth: '1',
    version: '2',
    versions: '2',
    thinking: 'Weighing\nWeighing it.',
    files: 'moon.png; notes.pdf',
  })
})

it('tells the conversations of one table apart', async () => {
  const other = conversation([message('x', null, 'Ebb')], { sourceId: 'l-2', title: 'Ebb' })
  const records = recordsOf((await writtenJoined(csvExporter, [branched, other])).text)
  expect(records.map(({ title, conversationId }) => `${conversationId} ${title}`)).toEqual([
    'l-1 Tides',
    'l-1 Tides',
    'l-1 Tides',
    'l-2 Ebb',
  ])
})
