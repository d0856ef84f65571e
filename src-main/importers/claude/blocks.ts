/**
 * The content of a Claude message as typed parts: one entry for each `type` of block.
 *
 * Files get only their names here; finding their bytes is stored-files.ts's work, and what artifacts become
 * artifact-versions.ts's.
 */
import type { Part, Role, Time } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import { extraOf, filledTextAt, isEmpty, listAt, numberAt, objectsAt, partExtra, textAt } from '../fields.ts'
import { kindOfMime } from '../mime.ts'
import { timeOf } from '../time.ts'
import { parseArguments } from '../tool-arguments.ts'
import { partsOfTaggedText } from './artifact-tags.ts'
import { citeText } from './citations.ts'
import { remainderOf } from './raw-shape.ts'
import { pairTools, type ToolPairs } from './tool-pairs.ts'

/** What of the message around it decides how a block is read. */
export interface Around {
  readonly role: Role
  /** Times of blocks that say the same are not kept beside. */
  readonly createdAt: Time | null
}

interface Reader {
  /** Fields of the block that `read` takes care of, beside its type. */
  readonly held: readonly string[]
  /** The parts, or null when the block is not of the shape its type promises. `extra` is what it does not hold. */
  read(block: JsonObject, extra: JsonObject, around: Around & { readonly tools: ToolPairs }): Part[] | null
}

/** Turns blocks into parts; one that is not known or not of its shape is kept whole. */
export function partsOfBlocks(blocks: readonly Json[], around: Around): Part[] {
  const tools = pairTools(blocks)
  return blocks.flatMap((block): Part[] => {
    if (typeof block === 'string') return block === '' ? [] : [{ type: 'text', text: block }]
    if (!isJsonObject(block)) return isEmpty(block) ? [] : [{ type: 'unknown', kind: 'content', raw: block }]
    const kind = filledTextAt(block, 'type')
    const reader = readers.get(kind ?? 'text')
    const held = new Set(['type', ...(reader?.held ?? []), ...momentsOf(block, around.createdAt)])
    const parts = reader?.read(block, remainderOf(block, held), { ...around, tools }) ?? null
    return parts ?? [{ type: 'unknown', kind: kind ?? 'content', raw: block }]
  })
}

/** Those of a block's times that only repeat the message's. */
function momentsOf(block: JsonObject, createdAt: Time | null): string[] {
  if (createdAt === null) return []
  return ['start_timestamp', 'stop_timestamp'].filter((key) => timeOf(block[key]) === createdAt)
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'text',
    {
      held: ['text', 'citations'],
      read: (block, extra, { role }) => {
        const text = textAt(block, 'text')
        return text === null ? null : textParts(text, listAt(block, 'citations'), extra, role)
      },
    },
  ],
  [
    'thinking',
    {
      held: ['thinking', 'summaries'],
      read: (block, extra) => {
        const text = textAt(block, 'thinking')
        return text === null && isEmpty(block['summaries']) ? null : [thinkingPart(block, text ?? '', extra)]
      },
    },
  ],
  [
    'tool_use',
    {
      held: ['id', 'name', 'input'],
      read: (block, extra, { tools }) => [toolCall(block, extra, tools.resultOf(block))],
    },
  ],
  [
    'tool_result',
    {
      held: ['tool_use_id', 'name', 'content'],
      read: (block, extra, { tools }) => {
        const { texts, parts, beside } = resultContent(block['content'])
        if (tools.isPaired(block)) return parts
        const [callId, name] = [filledTextAt(block, 'tool_use_id'), filledTextAt(block, 'name')]
        return [
          {
            type: 'tool-result',
            ...(callId === null ? {} : { callId }),
            ...(name === null ? {} : { name }),
            text: texts.join('\n'),
            ...partExtra({ ...extra, content: beside }),
          },
          ...parts,
        ]
      },
    },
  ],
  [
    'knowledge',
    {
      held: ['title', 'url', 'text'],
      read: (block, extra) => [
        {
          type: 'quote',
          title: filledTextAt(block, 'title'),
          url: filledTextAt(block, 'url'),
          text: textAt(block, 'text') ?? '',
          ...partExtra(extra),
        },
      ],
    },
  ],
  [
    'voice_note',
    {
      held: ['text'],
      read: (block, extra, { role }) => {
        const text = textAt(block, 'text')
        const direction = role === 'user' ? 'in' : role === 'assistant' ? 'out' : null
        return text === null ? null : [{ type: 'transcript', text, direction, ...partExtra(extra) }]
      },
    },
  ],
  [
    'injected_prompt_block',
    {
      held: ['prompt', 'injection_source'],
      read: (block, extra) => {
        const text = textAt(block, 'prompt')
        const source = filledTextAt(block, 'injection_source')
        const title = source === null ? injectedPrompt : `${injectedPrompt} (${source})`
        return text === null ? null : [{ type: 'context', title, text, ...partExtra(extra) }]
      },
    },
  ],
  ['image', { held: [], read: (block, extra) => filePart(block, extra, 'image') }],
  ['document', { held: ['title'], read: (block, extra) => filePart(block, extra, 'document') }],
  ['local_resource', { held: ['name', 'mime_type'], read: (block, extra) => filePart(block, extra, 'file') }],
  [
    'image_gallery',
    {
      held: ['images'],
      read: (block, extra) =>
        objectsAt(block, 'images').map((image, index) => ({
          type: 'quote',
          title: filledTextAt(image, 'title'),
          url: filledTextAt(image, 'page_url', 'url'),
          text: '',
          ...partExtra({
            ...remainderOf(
              image,
              new Set(['title', filledTextAt(image, 'page_url') === null ? 'url' : 'page_url']),
            ),
            ...(index === 0 && extra),
          }),
        })),
    },
  ],
])

/** How a prompt is called that Claude.ai itself has put into a message, unseen by the person. */
export const injectedPrompt = 'Added by Claude.ai'

function textParts(text: string, citations: readonly Json[], extra: JsonObject, role: Role): Part[] {
  if (text === '') return []
  const cited = citeText(text, citations.filter(isJsonObject))
  const beside = extraOf({ ...extra, citations: [...citations], original: cited === text ? undefined : text })
  const parts = role === 'assistant' ? partsOfTaggedText(cited) : [{ type: 'text' as const, text: cited }]
  const [first, ...others] = parts
  if (!first) return []
  return beside === null ? parts : [{ ...first, extra: { ...first.extra, ...beside } }, ...others]
}

/** Thinking with its last summary, which Claude.ai shows above it. What is hidden has only summaries. */
function thinkingPart(block: JsonObject, text: string, extra: JsonObject): Part {
  const summaries = listAt(block, 'summaries')
  const lines = summaries.flatMap((entry) =>
    typeof entry === 'string' ? entry : isJsonObject(entry) ? (filledTextAt(entry, 'summary') ?? []) : [],
  )
  const title = lines.at(-1)
  return {
    type: 'thinking',
    text: text === '' && lines.length > 1 ? lines.join('\n\n') : text,
    ...(title !== undefined && { title }),
    ...partExtra({
      ...extra,
      summaries: summaries.length > 1 || lines.length === 0 ? [...summaries] : undefined,
    }),
  }
}

const heldOfResult = new Set(['type', 'tool_use_id', 'name', 'content'])

function toolCall(block: JsonObject, extra: JsonObject, result: JsonObject | null): Part {
  const [id, given] = [filledTextAt(block, 'id'), block['input'] ?? null]
  const { input, original } = typeof given === 'string' ? parseArguments(given) : { input: given }
  const answer = result === null ? null : resultContent(result['content'])
  return {
    type: 'tool-call',
    ...(id !== null && { id }),
    name: filledTextAt(block, 'name') ?? 'tool',
    input,
    ...(answer !== null && answer.texts.length > 0 && { output: answer.texts.join('\n') }),
    ...partExtra({
      ...extra,
      original,
      result:
        result === null || answer === null
          ? undefined
          : (extraOf({ ...remainderOf(result, heldOfResult), content: answer.beside }) ?? undefined),
    }),
  }
}

interface ResultContent {
  readonly texts: readonly string[]
  /** Pages, pictures and files that the tool has brought. */
  readonly parts: Part[]
  /** What the texts carry beside themselves, for each that carries anything. */
  readonly beside: Json[]
}

const heldOfText = new Set(['type', 'text'])

function resultContent(content: Json | undefined): ResultContent {
  if (typeof content === 'string') return { texts: content === '' ? [] : [content], parts: [], beside: [] }
  const items = Array.isArray(content) ? content : content === undefined ? [] : [content]
  const texts: string[] = []
  const others: Json[] = []
  const beside: Json[] = []
  for (const item of items) {
    const text = isJsonObject(item) && item['type'] === 'text' ? textAt(item, 'text') : null
    if (!isJsonObject(item) || text === null) {
      others.push(item)
      continue
    }
    texts.push(text)
    const rest = extraOf(remainderOf(item, heldOfText))
    if (rest !== null) beside.push(rest)
  }
  return { texts, parts: partsOfBlocks(others, { role: 'tool', createdAt: null }), beside }
}

/** A file that a block names; null when it names none. */
function filePart(block: JsonObject, extra: JsonObject, kind: 'image' | 'document' | 'file'): Part[] | null {
  const ref = filledTextAt(block, 'file_uuid', 'uuid', 'file_path', 'url', 'name', 'title')
  const name = filledTextAt(block, 'name', 'file_name', 'title')
  const mime = filledTextAt(block, 'mime_type', 'media_type')
  if (ref === null && isEmpty(block['source'])) return null
  return [
    attachmentPart({
      kind: kind === 'image' ? 'image' : kindOfMime(mime, name),
      ref: ref ?? kind,
      name,
      mime,
      size: numberAt(block, 'file_size'),
      ...partExtra(Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== ref))),
    }),
  ]
}
