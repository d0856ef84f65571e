/* Search in the titles of an index, whose messages stand in other pages. Comes behind archive.js and uses what that has found. */
const query = byId('query')
const output = byId('hits')

function filterTitles() {
  const terms = termsOf(query.value)
  const isAsked = terms.all.length + terms.none.length > 0
  let found = 0
  for (const entry of lists.flat()) {
    const title = fold(titleOf(entry))
    const isMatch =
      terms.all.every((term) => title.includes(term)) && !terms.none.some((term) => title.includes(term))
    entry.hidden = !isMatch
    if (isMatch) found += 1
  }
  months.forEach((month, index) => (month.hidden = lists[index].every((entry) => entry.hidden)))
  output.textContent = isAsked ? `${found.toLocaleString('en')} ${found === 1 ? 'title' : 'titles'}` : ''
}
query.addEventListener('input', filterTitles)
query.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  event.preventDefault()
  query.value = ''
  filterTitles()
})
