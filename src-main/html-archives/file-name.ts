/** `conversations_{assistant}_{time}.html`: the names of HTML archives, of ASCII and safe on every system. */

const longestAssistant = 60
const shape = /^conversations_[a-z0-9.-]+_\d{8}-\d{6}(?:-\d+)?\.html$/

/** A name that is not among `taken`; the time is that of this computer's zone. */
export function archiveFileName(assistantId: string, createdAt: number, taken: ReadonlySet<string>): string {
  const stem = `conversations_${slugOf(assistantId)}_${stampOf(createdAt)}`
  let name = `${stem}.html`
  for (let number = 2; taken.has(name); number++) name = `${stem}-${number}.html`
  return name
}

/** Whether a name is one that `archiveFileName` gives: only such files are opened and removed. */
export function isArchiveFileName(name: string): boolean {
  return shape.test(name)
}

function slugOf(id: string): string {
  const slug = id
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, longestAssistant)
    .replace(/^[-.]+|[-.]+$/g, '')
  return slug === '' ? 'assistant' : slug
}

function stampOf(time: number): string {
  const at = new Date(time)
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()]
  return `${digits(day)}-${digits(clock)}`
}

function digits(numbers: readonly number[]): string {
  return numbers.map((number) => String(number).padStart(2, '0')).join('')
}
