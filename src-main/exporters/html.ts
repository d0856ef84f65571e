/**
 * HTML: one page that stands alone. It asks for nothing, runs nothing and needs no font or picture from elsewhere;
 * everything is readable without a script and can be printed.
 */
import { once } from 'node:events'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Conversation } from '@shared/conversation.ts'
import type { ChosenOptions } from '@shared/option.ts'
import { shownTitle } from '@shared/shown-title.ts'
import { branchesOption, hiddenOption, messageChoice, themeOption, thinkingOption } from './common-options.ts'
import type { Exporter, ExportTools } from './exporter.ts'
import { told } from './file-failures.ts'
import { conversationSection } from './render/conversation-section.ts'
import { embedPictures } from './render/embed-pictures.ts'
import { contents, pageEnd, pageStart, type PageTheme } from './render/stand-alone-page.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'
import { endsEverything } from './write-joined.ts'

export const htmlExporter: Exporter = {
  id: 'html',
  name: 'HTML',
  extension: 'html',
  purpose: 'Reading in a browser, sharing as one file',
  needsPrinter: false,
  holds: 'reading',
  options: [
    branchesOption(false),
    themeOption(['auto', 'light', 'dark']),
    thinkingOption,
    hiddenOption(false),
    {
      kind: 'switch',
      name: 'embedPictures',
      label: 'Pictures inside the file',
      description: 'Puts stored pictures into the page itself; else they are named.',
      initial: true,
    },
  ],
  async write(conversation, output, chosen, tools) {
    await output.write(pageStart(shownTitle(conversation), themeOf(chosen)))
    for (const piece of sectionOf(conversation, chosen, tools, null)) await output.write(piece)
    await output.write(pageEnd)
  },
  async writeJoined(conversations, output, chosen, tools) {
    // The list of contents stands before what it lists, so the rest waits in a passing file.
    const path = join(tools.temporaryFolder, 'body.html')
    const body = createWriteStream(path)
    const titles: string[] = []
    for await (const conversation of conversations) {
      const chapter = titles.length + 1
      try {
        const pieces = [...sectionOf(conversation, chosen, tools, chapter)]
        const start = `<section class="chapter" id="c${chapter}">`
        await told(path, () => writeAll(body, [start, ...pieces, '</section>']))
        titles.push(shownTitle(conversation))
        tools.written(conversation)
      } catch (error) {
        if (endsEverything(error)) throw error
        tools.failed(conversation, error)
      }
    }
    await told(path, async () => {
      body.end()
      await finished(body)
    })
    await output.write(pageStart(`${titles.length} conversations`, themeOf(chosen)))
    await output.write(contents(titles))
    for await (const chunk of createReadStream(path)) await output.write(chunk as Uint8Array)
    await output.write(pageEnd)
  },
}

async function writeAll(stream: WriteStream, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) if (!stream.write(piece)) await once(stream, 'drain')
}

function* sectionOf(
  conversation: Conversation,
  chosen: ChosenOptions,
  { signal, fileOf }: ExportTools,
  chapter: number | null,
): Generator<string> {
  const pictures = chosen['embedPictures'] === false ? 'named' : 'embedded'
  const { messages, fileUrl } = embedPictures(conversation.messages, pictures, fileOf)
  const look = { ...messageChoice(chosen), hasHead: true, hasFoot: chapter === null }
  const render = { fileUrl, isStatic: true, isUnfolded: false, formulas: 'mathml' } as const
  for (const piece of conversationSection({ ...conversation, messages }, look, render, chapter)) {
    throwIfCancelled(signal)
    yield piece
  }
}

function themeOf(chosen: ChosenOptions): PageTheme {
  const theme = chosen['theme']
  return theme === 'light' || theme === 'dark' ? theme : 'auto'
}
