/*
 * What every page of an HTML archive can do beside being read: order, theme, copying code, unfolding. Everything that it
 * needs is on the page already; without it the page is only read. Runs as it stands: no build, no library, no request.
 * The search that follows it is archive-search.js's, on an index archive-index-search.js's.
 */
'use strict'
const root = document.documentElement
const byId = (id) => document.getElementById(id)
root.classList.add('js')

/* Folded parts stand open in the markup, for whoever has no script; here they can be unfolded again. */
const folds = [...document.querySelectorAll('details[open]')]
for (const fold of folds) fold.open = false
let printed = []
addEventListener('beforeprint', () => {
  printed = folds.filter((fold) => !fold.open)
  for (const fold of printed) fold.open = true
})
addEventListener('afterprint', () => {
  for (const fold of printed) fold.open = false
})

/* A link to a message in another branch leads into a fold. */
function reveal(element) {
  for (let at = element; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true
    if (at.hidden && at.classList.contains('conversation')) at.hidden = false
  }
}
function goToHash() {
  let id = ''
  try {
    id = decodeURIComponent(location.hash.slice(1))
  } catch {
    return
  }
  const target = id === '' ? null : byId(id)
  if (!target) return
  reveal(target)
  target.scrollIntoView({ block: 'start', behavior: 'instant' })
  // What was only guessed in height has been drawn by now, so that the place is the right one.
  requestAnimationFrame(() => target.scrollIntoView({ block: 'start', behavior: 'instant' }))
}
addEventListener('hashchange', goToHash)

/* Theme and page breaks. A browser that keeps nothing for files simply forgets them. */
const kept = {
  read(key) {
    try {
      return sessionStorage.getItem(key)
    } catch {
      return null
    }
  },
  write(key, value) {
    try {
      sessionStorage.setItem(key, value)
    } catch {
      return
    }
  },
}
const theme = byId('theme')
function setTheme(value) {
  if (value === '') delete root.dataset.theme
  else root.dataset.theme = value
}
theme.value = kept.read('stemma-theme') ?? ''
setTheme(theme.value)
theme.addEventListener('change', () => {
  setTheme(theme.value)
  kept.write('stemma-theme', theme.value)
})
const breaks = byId('breaks')
breaks?.addEventListener('change', () => root.classList.toggle('no-breaks', !breaks.checked))
for (const tool of document.querySelectorAll('.tools, .order, #search')) tool.hidden = false

/* Copying code. */
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null
  if (!button) return
  const code = button.closest('figure')?.querySelector('pre')?.textContent ?? ''
  const said = (text) => {
    button.textContent = text
    setTimeout(() => (button.textContent = 'Copy'), 2000)
  }
  // From a file there may be no clipboard; a selection always works.
  const copied = navigator.clipboard?.writeText(code) ?? Promise.reject(new Error('no clipboard'))
  copied.then(
    () => said('Copied'),
    () => {
      getSelection().selectAllChildren(button.closest('figure').querySelector('pre'))
      said(document.execCommand('copy') ? 'Copied' : 'Selected')
    },
  )
})

/* The order of the contents; by date the months come back. */
const entries = byId('entries')
const months = [...entries.children]
const lists = months.map((month) => [...month.querySelectorAll('li')])
const titleOf = (entry) => entry.querySelector('a').textContent
byId('order').addEventListener('change', ({ target }) => {
  if (target.value === 'date') {
    months.forEach((month, index) => month.querySelector('ol').replaceChildren(...lists[index]))
    entries.replaceChildren(...months)
    return
  }
  const all = lists.flat()
  if (target.value === 'title') {
    const names = new Intl.Collator(undefined, { numeric: true })
    all.sort((one, other) => names.compare(titleOf(one), titleOf(other)))
  } else all.sort((one, other) => other.dataset.words - one.dataset.words)
  const list = document.createElement('ol')
  list.append(...all)
  entries.replaceChildren(list)
})

/* What is asked for, in both kinds of search. Only the script behind this one calls it. */
const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
globalThis.termsOf = (text) => {
  const terms = { all: [], none: [] }
  for (const [, minus, phrase, word] of text.matchAll(/(-?)(?:["“„]([^"”“]*)["”“]?|([^\s"“„]+))/g)) {
    const term = fold(phrase ?? word ?? '').trim()
    if (term !== '') (minus === '-' ? terms.none : terms.all).push(term)
  }
  return terms
}

if (location.hash !== '') goToHash()
