/** PDF: text that can be selected and found, tagged, with an outline and page numbers. */
import type { Conversation } from '@shared/conversation.ts'
import type { ChosenOptions } from '@shared/option.ts'
import { shownTitle } from '@shared/shown-title.ts'
import type { Exporter, ExportTools, Output } from './exporter.ts'
import { drawn, pageLook, pageOptions, printerOf } from './page-options.ts'
import { writeChapters, writeConversationPage } from './render/conversation-page.ts'

export const pdfExporter: Exporter = {
  id: 'pdf',
  name: 'PDF',
  extension: 'pdf',
  purpose: 'Printing, sending and keeping',
  needsPrinter: true,
  holds: 'reading',
  options: [
    {
      kind: 'choice',
      name: 'pageSize',
      label: 'Page size',
      description: 'The paper to lay the conversation out for.',
      choices: [
        { value: 'A4', label: 'A4' },
        { value: 'Letter', label: 'Letter' },
      ],
      initial: 'A4',
    },
    ...pageOptions,
  ],
  async writeJoined(conversations, output, chosen, tools) {
    printerOf(tools)
    let count = 0
    const counting = {
      ...tools,
      written: (conversation: Conversation) => {
        count += 1
        tools.written(conversation)
      },
    }
    tools.step('laying out')
    const page = await writeChapters(conversations, pageLook(chosen), counting)
    await printed(page, `${count} conversations`, output, chosen, tools)
  },
  async write(conversation, output, chosen, tools) {
    printerOf(tools)
    tools.step('laying out')
    const page = await writeConversationPage(conversation, pageLook(chosen), tools)
    await printed(page, shownTitle(conversation), output, chosen, tools)
  },
}

async function printed(
  page: string,
  title: string,
  output: Output,
  chosen: ChosenOptions,
  tools: ExportTools,
): Promise<void> {
  const printer = printerOf(tools)
  tools.step('printing')
  const pageSize = chosen['pageSize'] === 'Letter' ? 'Letter' : 'A4'
  const print = (): Promise<Uint8Array> => printer.printPdf(page, { title, pageSize })
  await output.write(await drawn(printer, page, tools.signal, print))
}
