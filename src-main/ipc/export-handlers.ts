/** Answers for exports: what there is to choose, what would be written, and writing it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { Handlers } from '@shared/contract/contract.ts'
import type { exportCommands, SensitiveAction } from '@shared/contract/export.ts'
import type { Conversation } from '@shared/conversation.ts'
import { withDefaults, type ChosenOptions } from '@shared/option.ts'
import { redactConversation, sensitiveIn } from '@shared/redact-conversation.ts'
import { shownTitle } from '@shared/shown-title.ts'
import { pathOfFile } from '../archive/files.ts'
import { nameOfSource } from '../archive/library-counts.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { readerSettings } from '../archive/reader-settings.ts'
import { estimatedBytes } from '../exporters/estimate.ts'
import type { Exporter, ExportTools } from '../exporters/exporter.ts'
import { fileNameBy } from '../exporters/file-names.ts'
import { heldBy } from '../exporters/held-by.ts'
import { drawnPreview, pagePreview, textPreview, wholeText } from '../exporters/preview.ts'
import { exporterOf, exporters } from '../exporters/registry.ts'
import type { HandlerParts } from './handler-parts.ts'

export function exportHandlers({
  archive,
  jobs,
  printer,
}: HandlerParts): Handlers<keyof typeof exportCommands> {
  /** Gives work the tools of an export that leaves nothing behind. */
  async function withTools<T>(work: (tools: ExportTools) => Promise<T>): Promise<T> {
    const temporaryFolder = await mkdtemp(join(tmpdir(), 'stemma-preview-'))
    try {
      return await work({
        signal: new AbortController().signal,
        printer,
        fileOf: (hash) => pathOfFile(archive, hash),
        sourceName: (source) => nameOfSource(archive, source),
        temporaryFolder,
        step: () => undefined,
      })
    } finally {
      await rm(temporaryFolder, { recursive: true, force: true })
    }
  }

  function prepared(id: string, sensitive: SensitiveAction): Conversation {
    const conversation = readConversation(archive, id)
    return sensitive === 'redact' ? redactConversation(conversation).conversation : conversation
  }

  /** Null for one that is gone: it is named when it is to be written, and only counts for nothing here. */
  function readIfThere(id: string): Conversation | null {
    try {
      return readConversation(archive, id)
    } catch (error) {
      if (toErrorValue(error).kind === 'not-found') return null
      throw error
    }
  }

  return {
    'export.formats': () =>
      exporters.map(({ id, name, extension, purpose, options, writeJoined }) => ({
        id,
        name,
        extension,
        purpose,
        options,
        joins: writeJoined !== null,
      })),
    'export.fileName': ({ id, template = readerSettings(archive).exportNameTemplate }) => {
      const conversation = readConversation(archive, id)
      return fileNameBy(template, { ...conversation, title: shownTitle(conversation) }, Date.now())
    },
    'export.preview': ({ id, format, options, sensitive }) => {
      const { exporter, chosen } = chosenOf(format, options)
      const conversation = prepared(id, sensitive)
      const facts = {
        losses: exporter.lossesOf?.(conversation, chosen) ?? [],
        sensitive: sensitiveIn(heldBy(exporter, readConversation(archive, id), chosen)).counts,
      }
      return withTools(async (tools) => {
        if (!exporter.needsPrinter) {
          const { text, bytes } = await textPreview(exporter, conversation, chosen, tools)
          const isPage = exporter.extension === 'html'
          const page = isPage ? await pagePreview(exporter, conversation, chosen, tools) : null
          return { text, page, picture: null, bytes, ...facts }
        }
        const picture = printer === null ? null : await drawnPreview(conversation, chosen, tools)
        return { text: null, page: null, picture, bytes: null, ...facts }
      })
    },
    'export.text': ({ id, format, options, sensitive }) => {
      const { exporter, chosen } = chosenOf(format, options)
      return withTools((tools) => wholeText(exporter, prepared(id, sensitive), chosen, tools))
    },
    'export.estimate': ({ ids, format, options }) => {
      const { exporter, chosen } = chosenOf(format, options)
      return withTools(async (tools) => ({
        bytes: await estimatedBytes(exporter, ids, chosen, readIfThere, tools),
      }))
    },
    'export.check': ({ ids, format, options }) => {
      const { id } = exporterOf(format)
      return jobs.start({ kind: 'export-check', ids, into: { kind: 'format', format: id, options } })
    },
    'export.start': ({ format, nameTemplate = readerSettings(archive).exportNameTemplate, ...order }) => {
      const { id } = exporterOf(format)
      return jobs.start({ kind: 'export', ...order, format: id, nameTemplate })
    },
  }
}

function chosenOf(format: string, options: ChosenOptions): { exporter: Exporter; chosen: ChosenOptions } {
  const exporter = exporterOf(format)
  return { exporter, chosen: withDefaults(exporter.options, options) }
}
