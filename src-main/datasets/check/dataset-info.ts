/** What LLaMA-Factory makes of an entry of dataset_info.json, beside the records. */
import { isJsonObject, type JsonObject } from '@shared/json.ts'
import { standardTags } from '../formats/record-format.ts'

/** Everything that is wrong with dataset_info.json, a sentence each. `records`: how many the file of each entry holds. */
export function checkDatasetInfo(text: string, records: Readonly<Record<string, number>>): string[] {
  const isAscii = !/\P{ASCII}/u.test(text)
  const info = JSON.parse(text) as JsonObject
  const remarks = Object.entries(info).flatMap(([name, entry]) =>
    isJsonObject(entry) ? checkEntry(name, entry, records[name]) : [`The entry “${name}” is no object.`],
  )
  return isAscii
    ? remarks
    : ['dataset_info.json holds more than ASCII, which fails on some systems.', ...remarks]
}

function checkEntry(name: string, entry: JsonObject, records: number | undefined): string[] {
  const remarks: string[] = []
  if (name.includes(','))
    remarks.push(`The name “${name}” holds a comma, which ends a name in the trainer’s list.`)
  if (records !== undefined && entry['num_samples'] !== records)
    remarks.push(
      `“${name}” is said to have ${JSON.stringify(entry['num_samples'])} records and has ${records}: the trainer would repeat or leave out some.`,
    )
  const tags = entry['tags']
  const missing = isJsonObject(tags) ? Object.keys(standardTags).filter((tag) => !(tag in tags)) : []
  if (missing.length > 0)
    remarks.push(`“${name}” does not name ${missing.join(', ')}: such messages are not known.`)
  return remarks
}
