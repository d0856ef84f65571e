/**
 * More than forty queries of each kind, chosen by how frequent their words are in generated texts: with a few to spare for
 * those that were searched for in advance.
 */
import { vocabularyOf } from './generate-chatgpt.ts'

const words = vocabularyOf()
const at = (from: number, step: number): string[] =>
  Array.from({ length: 45 }, (_, i) => words[from + i * step] ?? 'the')

export const queryClasses: Readonly<Record<string, readonly string[]>> = {
  rare: at(30_000, 600),
  common: at(2, 1),
  'two words': at(10, 7).map((word, i) => `${word} ${words[60 + i * 5]}`),
  phrase: at(2, 1).map((word, i) => `"${word} ${words[3 + ((i * 7) % 40)]}"`),
  prefix: at(200, 90).map((word, i) => word.slice(0, 1 + (i % 6))),
  'CJK 2': Array.from(
    '月はなぜ地球に同じ面を向ける潮汐固定自転周期北京的天气怎么样今天机器学习模型数据한국어로대화를',
  ).map((sign, i, all) => sign + (all[i + 1] ?? sign)),
  substring: at(400, 110).map((word) => word.slice(1, 6)),
}
