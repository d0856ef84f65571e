/* Search in the messages of a page. Comes behind archive.js and uses what that has found. */
/* Search. The texts are folded once, in slices, so that nothing waits for it. */
const query = byId('query')
const role = byId('role')
const from = byId('from')
const to = byId('to')
const output = byId('hits')
const nextButton = byId('next-hit')
const previousButton = byId('previous-hit')
const conversations = [...document.querySelectorAll('.conversation')]
const entryOf = new Map(
  lists.flat().map((entry) => [entry.querySelector('a').getAttribute('href').slice(1), entry]),
)
const folded = new Map()
let run = 0
let hits = []
let shown = -1

function textOf(turn) {
  let text = folded.get(turn)
  if (text === undefined) {
    text = fold(turn.querySelector('.body')?.textContent ?? '')
    folded.set(turn, text)
  }
  return text
}
const two = (number) => String(number).padStart(2, '0')
function dayOf(turn) {
  const time = turn.querySelector('header time')?.dateTime
  if (!time) return ''
  const at = new Date(time)
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
function isMatch(turn, terms) {
  if (role.value !== '' && !turn.classList.contains(role.value)) return false
  if (from.value !== '' || to.value !== '') {
    const day = dayOf(turn)
    if (day === '' || (from.value !== '' && day < from.value) || (to.value !== '' && day > to.value))
      return false
  }
  const text = textOf(turn)
  return terms.all.every((term) => text.includes(term)) && !terms.none.some((term) => text.includes(term))
}
const pause = () => new Promise((resolve) => setTimeout(resolve))

async function search() {
  run += 1
  const own = run
  const terms = termsOf(query.value)
  const isAsked = query.value.trim() !== '' || role.value !== '' || from.value !== '' || to.value !== ''
  clearHits()
  if (!isAsked) return showAll()
  const found = []
  let sliceEnd = performance.now() + 12
  for (const conversation of conversations) {
    const matching = [...conversation.querySelectorAll('.turn')].filter((turn) => isMatch(turn, terms))
    found.push({ conversation, turns: matching })
    if (performance.now() < sliceEnd) continue
    output.textContent = 'Searching …'
    await pause()
    if (own !== run) return
    sliceEnd = performance.now() + 12
  }
  hits = found.flatMap(({ turns }) => turns)
  for (const { conversation, turns } of found) {
    conversation.hidden = turns.length === 0
    const entry = entryOf.get(conversation.id)
    if (entry) entry.hidden = turns.length === 0
  }
  nextButton.disabled = previousButton.disabled = hits.length === 0
  output.textContent = countText(hits.length)
  mark(terms.all)
}
function countText(count) {
  if (count === 0) return 'No message'
  return `${count.toLocaleString('en')} ${count === 1 ? 'message' : 'messages'}`
}
function showAll() {
  for (const conversation of conversations) conversation.hidden = false
  for (const entry of entryOf.values()) entry.hidden = false
  output.textContent = ''
  nextButton.disabled = previousButton.disabled = true
}
function clearHits() {
  hits[shown]?.classList.remove('is-hit')
  hits = []
  shown = -1
  if (globalThis.CSS?.highlights) CSS.highlights.delete('hits')
}

/* Marks words where letters keep their number when folded: the rest is found, and shown by its frame alone. */
const mostMarks = 2000
function mark(terms) {
  if (!globalThis.Highlight || terms.length === 0) return
  const ranges = []
  for (const turn of hits) {
    const walker = document.createTreeWalker(turn.querySelector('.body'), NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node && ranges.length < mostMarks; node = walker.nextNode()) {
      const text = fold(node.data)
      if (text.length !== node.data.length) continue
      for (const term of terms) {
        for (
          let at = text.indexOf(term);
          at >= 0 && ranges.length < mostMarks;
          at = text.indexOf(term, at + term.length)
        ) {
          const range = new Range()
          range.setStart(node, at)
          range.setEnd(node, at + term.length)
          ranges.push(range)
        }
      }
    }
    if (ranges.length >= mostMarks) break
  }
  CSS.highlights.set('hits', new Highlight(...ranges))
}
function go(step) {
  if (hits.length === 0) return
  hits[shown]?.classList.remove('is-hit')
  shown = shown < 0 && step < 0 ? hits.length - 1 : (shown + step + hits.length) % hits.length
  const hit = hits[shown]
  reveal(hit)
  hit.classList.add('is-hit')
  hit.scrollIntoView({ block: 'center', behavior: 'instant' })
  requestAnimationFrame(() => hit.scrollIntoView({ block: 'center', behavior: 'instant' }))
  output.textContent = `${(shown + 1).toLocaleString('en')} of ${hits.length.toLocaleString('en')}`
}
let waiting = 0
query.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(search, 150)
})
for (const filter of [role, from, to]) filter.addEventListener('change', search)
query.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') {
    event.preventDefault()
    go(event.shiftKey ? -1 : 1)
  } else if (event.key === 'Escape') {
    event.preventDefault()
    query.value = ''
    void search()
  }
})
nextButton.addEventListener('click', () => go(1))
previousButton.addEventListener('click', () => go(-1))
