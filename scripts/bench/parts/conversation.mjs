/** What the viewer waits for: the tree of a long conversation and the messages at its end. */
import { measures, median } from '../measure.mjs'
import { longConversation } from '../prepared.mjs'
import { judge } from '../targets.mjs'
import { counted, line, ms } from '../telling.mjs'

const compared = 10_000

export function benchConversation({ longest, runs }) {
  console.log('opening a long conversation, to its first messages:')
  for (const count of [compared, longest]) {
    const folder = longConversation(count)
    const opened = measures(runs, 'open-conversation', [folder, String(count)])
    line(`  ${counted(count)} messages`, ms(median(opened, 'first')))
    if (count !== compared) continue
    const part = median(opened, 'window') / median(opened, 'whole')
    const told = `${ms(median(opened, 'window'))} / ${ms(median(opened, 'whole'))} = 1/${(1 / part).toFixed(0)}`
    line('  its first screen / all of it', told)
    judge('L2', told, part <= 1 / 8)
  }
}
