import { expect, it } from 'vitest'
import { suggestTitle } from './suggest-title.ts'

it.each([
  [
    'Hi! Can you please help me plan a weekend trip to Oslo with two small children?',
    'Plan a weekend trip to Oslo with two small children',
  ],
  [
    'How do I fix “ingress certificate expired” in Kubernetes?',
    'Fix “ingress certificate expired” in Kubernetes',
  ],
  ['Wie funktioniert eigentlich die Gezeitenkopplung beim Mond?', 'Gezeitenkopplung beim Mond'],
  [
    'Kannst du mir sagen, wie ich ein vergessenes Passwort in Debian zurücksetze?',
    'Vergessenes Passwort in Debian zurücksetze',
  ],
  [
    'Schreibe mir bitte eine Kündigung für meinen Fitnessstudio-Vertrag',
    'Kündigung für meinen Fitnessstudio-Vertrag',
  ],
  ['Peux-tu m’expliquer la mousse au chocolat sans œufs ?', 'Mousse au chocolat sans œufs'],
  [
    'Bonjour, pourriez-vous rédiger une lettre de motivation pour un stage en architecture ?',
    'Lettre de motivation pour un stage en architecture',
  ],
  ['¿Cómo puedo aprender a tocar la guitarra en casa?', 'Aprender a tocar la guitarra en casa'],
  ['Ciao! Mi puoi spiegare la differenza tra DNS e DHCP?', 'Differenza tra DNS e DHCP'],
  [
    'Olá, você pode me ajudar a escrever um e-mail formal para pedir férias?',
    'E-mail formal para pedir férias',
  ],
  ['Kun je uitleggen hoe een warmtepomp werkt in de winter?', 'Warmtepomp werkt in de winter'],
  ['Hej, hur fungerar bostadsrätter i Sverige?', 'Bostadsrätter i Sverige'],
  ['Cześć, wyjaśnij mi jak działa fotosynteza u roślin', 'Fotosynteza u roślin'],
  ['Напиши, пожалуйста, рецепт борща', 'Рецепт борща'],
  ['Как приготовить плов в казане на костре?', 'Приготовить плов в казане на костре'],
  ['كيف يمكنني تعلم البرمجة بلغة بايثون؟', 'تعلم البرمجة بلغة بايثون'],
  ['नमस्ते, कृपया मुझे प्रकाश संश्लेषण के बारे में बताइए', 'प्रकाश संश्लेषण'],
  [
    "Merhaba, bana İstanbul'da üç günlük bir gezi planı hazırlar mısın?",
    "İstanbul'da üç günlük bir gezi planı",
  ],
  ['Giúp tôi viết một bài thơ về mùa thu Hà Nội', 'Bài thơ về mùa thu Hà Nội'],
  ['你能帮我写一个关于量子计算的介绍吗?', '量子计算的介绍'],
  ['请问北京到上海的高铁要多久？', '北京到上海的高铁'],
  ['京都の紅葉の見頃を教えてください', '京都の紅葉の見頃'],
  ['東京で子供と行ける博物館はどこがいいですか？', '東京で子供と行ける博物館'],
  ['Pythonでファイルを読み込む方法を教えてください。', 'Pythonでファイルを読み込む方法'],
  ['파이썬에서 리스트를 정렬하는 방법을 알려주세요', '파이썬에서 리스트를 정렬하는 방법'],
  ['สวัสดีครับ ช่วยอธิบายวิธีทำต้มยำกุ้งหน่อยครับ', 'วิธีทำต้มยำกุ้ง'],
  ['What is the difference between TCP and UDP?', 'Difference between TCP and UDP'],
  ["what's the best way to learn C++ for someone who knows Java", 'C++ for someone who knows Java'],
  [
    'Not enough memory error on Raspberry Pi when compiling Rust',
    'Not enough memory error on Raspberry Pi when compiling Rust',
  ],
  ["Explain like I'm five: black holes", 'Black holes'],
  ['What does "tidal locking" mean?', 'Tidal locking'],
  ['Can you translate this into French? "The early bird catches the worm"', 'Early bird catches the worm'],
  [
    'I have a table with 3 million rows in Postgres and my aggregations are slow. How can I speed them up with partial indexes?',
    'Table with 3 million rows in Postgres',
  ],
  [
    "I'm getting `TypeError: Cannot read properties of undefined` when calling useEffect in React. What am I doing wrong?",
    'TypeError: Cannot read properties of undefined',
  ],
  [
    'iPhone battery drains overnight even though background refresh is off and low power mode is on, what else can I check?',
    'iPhone battery drains overnight',
  ],
  [
    '5 ideas for a birthday party for a 7 year old who loves dinosaurs',
    '5 ideas for a birthday party for a 7 year old',
  ],
  [
    'Act as a senior Linux administrator. I want you to review my nginx configuration for security problems and tell me what should be improved.',
    'Review my nginx configuration for security problems',
  ],
  [
    'Summarize the following article:\n\nThe European Space Agency announced on Tuesday that its Juice probe has completed a flyby of Venus, the second of several gravity assists.',
    'European Space Agency announced on Tuesday',
  ],
  [
    '```python\ndef fib(n):\n    return n if n < 2 else fib(n-1)+fib(n-2)\n```\nWhy is this recursive Fibonacci so slow?',
    'Recursive Fibonacci so slow',
  ],
  [
    'SELECT u.id, count(*) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id;\nWhy does this query return duplicate users?',
    'Query return duplicate users',
  ],
  [
    'npm ERR! code ERESOLVE\nnpm ERR! unable to resolve dependency tree\nhow to fix this in my Angular project',
    'Fix this in my Angular project',
  ],
])('makes of “%s” the title “%s”', (question, title) => {
  expect(suggestTitle({ question, answer: '' })).toBe(title)
  expect(title.length).toBeLessThanOrEqual(60)
})

it.each(['hello', 'Hi there!', 'Hey, quick question', '你好', 'Bonjour !'])(
  'takes what comes after the greeting “%s”',
  (question) => {
    const exchange = {
      question,
      answer: 'Hello! How can I help you today?',
      next: 'How do solar panels work?',
    }
    expect(suggestTitle(exchange)).toBe('Solar panels')
  },
)

it('says with the answer what a question points at without naming it', () => {
  const question = 'What does this do?\n```js\nconst f = (n) => (n < 2 ? n : f(n - 1) + f(n - 2))\n```'
  const exchange = { question, answer: 'This computes Fibonacci numbers recursively.', next: 'Thanks!' }
  expect(suggestTitle(exchange)).toBe('Computes Fibonacci numbers recursively')
})

it('is not carried away by a long text that is pasted behind the question', () => {
  const pasted = 'The committee met again on Thursday to discuss zoning. '.repeat(400)
  const question = `Find contradictions in these council minutes:\n\n${pasted}`
  expect(suggestTitle({ question, answer: '' })).toBe('Contradictions in these council minutes')
})

it('gives the same title each time', () => {
  const exchange = {
    question: 'Compare SQLite and DuckDB for analytics on laptops',
    answer: 'DuckDB is columnar.',
  }
  expect(new Set(Array.from({ length: 5 }, () => suggestTitle(exchange))).size).toBe(1)
})

it('reads past code, addresses and Markdown', () => {
  const question =
    'Why does this fail?\n```js\nconst wrongName = 1\n```\nSee https://example.com/path **Borrow checker** error'
  const title = suggestTitle({ question, answer: '' }) ?? ''
  expect(title).toContain('Borrow checker')
  expect(title).not.toMatch(/wrongName|example|```|\*\*/u)
})

it('takes the answer where the question says nothing, and gives up where nothing was said', () => {
  expect(suggestTitle({ question: '```\n1 + 1\n```', answer: 'Binary addition of integers' })).toBe(
    'Binary addition of integers',
  )
  expect(suggestTitle({ question: '', answer: '' })).toBeNull()
  expect(suggestTitle({ question: ' … ', answer: '' })).toBeNull()
})

it('has a title even for a question of small words only', () => {
  expect(suggestTitle({ question: 'what is it?', answer: '' })).toBe('What is it?')
})

it('stays short and whole for hostile texts', () => {
  for (const question of [
    'a'.repeat(200_000),
    '`'.repeat(50_000),
    '[x]('.repeat(20_000),
    '\ud800'.repeat(5000),
  ]) {
    const title = suggestTitle({ question, answer: question })
    expect(title?.length ?? 0).toBeLessThanOrEqual(60)
    expect(title?.isWellFormed() ?? true).toBe(true)
  }
})
