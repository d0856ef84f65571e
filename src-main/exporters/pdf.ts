/** PDF of the shown branch: text that can be selected and found, tagged, with an outline and page numbers. */
import type { Exporter } from './exporter.ts'
import { drawn, pageLook, pageOptions, printerOf } from './page-options.ts'
import { writeConversationPage } from './render/conversation-page.ts'

export const pdfExporter: Exporter = {
  id: 'pdf',
  name: 'PDF',
  extension: 'pdf',
  purpose: 'Printing, sending and keeping',
  needsPrinter: true,
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
  async write(conversation, output, chosen, tools) {
    const printer = printerOf(tools)
    tools.step('laying out')
    const page = await writeConversationPage(conversation, pageLook(chosen), tools)
    tools.step('printing')
    const pageSize = chosen['pageSize'] === 'Letter' ? 'Letter' : 'A4'
    const title = conversation.title ?? 'Untitled conversation'
    const print = (): Promise<Uint8Array> => printer.printPdf(page, { title, pageSize })
    await output.write(await drawn(printer, page, tools.signal, print))
  },
}
