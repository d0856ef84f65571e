import { it } from 'vitest'
import { readdirSync, writeFileSync } from 'node:fs'
import { fixture, importPath } from '../import-fixture.ts'
it('looks', async () => {
  const out: unknown[] = []
  for (const n of readdirSync(fixture('claude'))) {
    if (n === 'golden') continue
    const r = await importPath(fixture('claude/' + n))
    out.push({ n, importer: r.importer, items: r.items.map((i) => i.kind === 'conversation' ? { ...i, conversation: i.conversation } : i) })
  }
  for (const n of ['claude-chat-viewer-conversations-multiple-errors.json','claude-chat-viewer-conversations.json','openwebui-importer-claude_thinking_example.json']) {
    const r = await importPath('/work/shared/samples/claude/' + n)
    out.push({ n, importer: r.importer, items: r.items.map((i) => i.kind === 'conversation' ? { place: i.place, m: i.conversation.messages.length } : i) })
  }
  writeFileSync('/tmp/claude-look.json', JSON.stringify(out, null, 1))
})
