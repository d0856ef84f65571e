/** Configure: names, kinds of files and records, and the options; each is checked as it is typed. */
import type { SensitiveAction } from '@shared/contract/export.ts'
import { type DataFormatId, dataFormatOf, dataFormats, fileFormats } from '@shared/datasets/formats.ts'
import { problemOfFormats } from '@shared/datasets/check-form.ts'
import { useId } from 'react'
import { Segmented } from '../../ui/Segmented.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { sensitiveChoices, sensitiveKinds } from '../../ui/sensitive-choices.ts'
import {
  applicabilityOf,
  earlierOf,
  fileNameOf,
  type FormFields,
  type FormOptions,
  type NumberName,
  problemsOf,
} from './dataset-form.ts'
import { CheckField, ChoiceField, TextField } from './fields.tsx'
import {
  changeFields,
  chooseDataFormat,
  chooseOption,
  touchName,
  typeNumber,
  useDatasetForm,
} from './form-store.ts'
import { useManage } from './manage-store.ts'
import './configure.css'

export function ConfigurePane() {
  const { fields, isNameTouched } = useDatasetForm()
  const headingId = useId()
  return (
    <section className="configure-pane" aria-labelledby={headingId}>
      <h2 id={headingId}>Configure</h2>
      <Names fields={fields} isNameTouched={isNameTouched} />
      <Formats fields={fields} />
      <Records fields={fields} />
      <Files fields={fields} />
    </section>
  )
}

function Names({ fields, isNameTouched }: { fields: FormFields; isNameTouched: boolean }) {
  const list = useManage((state) => state.list)
  const problems = problemsOf(fields)
  const earlier = earlierOf(fields, list ?? [])
  // A form that nobody has begun to fill in is not full of mistakes.
  const isBlank = fields.name === '' && !isNameTouched
  const isSameName = fields.fileName === null
  return (
    <>
      <TextField
        label="Dataset name"
        value={fields.name}
        placeholder="customer_support"
        problem={isBlank ? null : (problems.name ?? null)}
        onChange={(name) => changeFields({ name })}
        onBlur={() => fields.name !== '' && touchName()}
      />
      {earlier !== null && (
        <CheckField
          label={`Replace ${earlier.version === 1 ? 'version 1' : `versions 1 to ${earlier.version}`}`}
          note={`There is a dataset of this name: this becomes version ${earlier.version + 1}.`}
          isChecked={fields.replace}
          onChange={(replace) => changeFields({ replace })}
        />
      )}
      <TextField
        label="File name"
        value={fileNameOf(fields)}
        placeholder="conversations_2024"
        suffix={`.${fields.fileFormat}`}
        problem={isSameName ? null : (problems.fileName ?? null)}
        note={isSameName ? 'As the dataset, unless you type another.' : null}
        onChange={(fileName) => changeFields({ fileName })}
      />
    </>
  )
}

function Formats({ fields }: { fields: FormFields }) {
  const { dataFormat, fileFormat } = fields
  const group = useId()
  const format = dataFormatOf(dataFormat)
  const refused = fileFormats.filter(({ id }) => problemOfFormats(id, dataFormat) !== null)
  const [first] = refused
  return (
    <>
      <div className="dataset-field">
        <span className="dataset-label">Data format</span>
        <SelectField
          label="Data format"
          value={dataFormat}
          choices={dataFormats.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => chooseDataFormat(id as DataFormatId)}
        />
        <p className="dataset-hint">{format.purpose}</p>
      </div>
      <fieldset className="format-cards dataset-file-formats">
        <legend>File format</legend>
        <div>
          {fileFormats.map(({ id, name, purpose }) => {
            const problem = problemOfFormats(id, dataFormat)
            return (
              <label
                key={id}
                title={problem ?? purpose}
                className={problem === null ? undefined : 'is-disabled'}
              >
                <input
                  type="radio"
                  name={group}
                  value={id}
                  checked={id === fileFormat}
                  disabled={problem !== null}
                  onChange={() => changeFields({ fileFormat: id })}
                />
                {name}
                <small>.{id}</small>
              </label>
            )
          })}
        </div>
        <p className="dataset-hint">{fileFormats.find(({ id }) => id === fileFormat)?.purpose}</p>
        {first !== undefined && <p className="dataset-hint">{problemOfFormats(first.id, dataFormat)}</p>}
      </fieldset>
    </>
  )
}

function Records({ fields }: { fields: FormFields }) {
  return (
    <fieldset className="dataset-group">
      <legend>Records</legend>
      <OptionChoice fields={fields} name="branches" />
      <OptionChoice fields={fields} name="reasoning" />
      <OptionChoice fields={fields} name="toolText" />
      <OptionChoice fields={fields} name="duplicates" />
      <div className="dataset-field is-choice" title={sensitiveKinds}>
        <span className="dataset-label">Sensitive data</span>
        <Segmented
          label="Sensitive data"
          value={fields.sensitive}
          choices={sensitiveChoices}
          onChange={(sensitive) => changeFields({ sensitive })}
        />
        <p className="dataset-hint">{sensitiveNotes[fields.sensitive]}</p>
      </div>
      <OptionCheck fields={fields} name="extraFields" />
      <NumberField fields={fields} name="cutoffTokens" />
    </fieldset>
  )
}

const sensitiveNotes: Readonly<Record<SensitiveAction, string>> = {
  off: 'E-mail, phone, card and account numbers and keys are written as they are.',
  warn: 'E-mail, phone, card and account numbers and keys are shown before anything is written.',
  redact: 'E-mail, phone, card and account numbers and keys are taken out of every record.',
}

function Files({ fields }: { fields: FormFields }) {
  return (
    <fieldset className="dataset-group">
      <legend>Files</legend>
      <NumberField fields={fields} name="validationPercent" />
      <NumberField fields={fields} name="seed" />
      <OptionCheck fields={fields} name="byteOrderMark" />
      <OptionCheck fields={fields} name="partitioned" />
      <OptionChoice fields={fields} name="layout" />
      <OptionCheck fields={fields} name="card" />
    </fieldset>
  )
}

type ChoiceName = 'branches' | 'reasoning' | 'toolText' | 'duplicates' | 'layout'
type CheckName = 'extraFields' | 'byteOrderMark' | 'partitioned' | 'card'

/** Options with a few values, in words. */
const optionChoices: {
  readonly [Name in ChoiceName]: {
    readonly label: string
    readonly choices: readonly { readonly value: FormOptions[Name]; readonly label: string }[]
  }
} = {
  branches: {
    label: 'Branches',
    choices: [
      { value: 'shown', label: 'The branch shown' },
      { value: 'leaves', label: 'Every branch, a record each' },
    ],
  },
  reasoning: {
    label: 'Reasoning',
    choices: [
      { value: 'leave-out', label: 'Left out' },
      { value: 'think', label: 'As <think>…</think>' },
    ],
  },
  toolText: {
    label: 'Text before tool calls',
    choices: [
      { value: 'leave-out', label: 'Left out' },
      { value: 'before-call', label: 'Before the call' },
    ],
  },
  duplicates: {
    label: 'Duplicates',
    choices: [
      { value: 'keep', label: 'Kept' },
      { value: 'exact', label: 'Left out, word for word' },
      { value: 'near', label: 'Left out, nearly the same too' },
    ],
  },
  layout: {
    label: 'Layout of the ZIP',
    choices: [
      { value: 'root', label: 'Beside dataset_info.json' },
      { value: 'hub', label: 'Hugging Face: data/train.*' },
    ],
  },
}

/** Options that are on or off, in words. */
const optionChecks: Readonly<Record<CheckName, { readonly label: string; readonly note: string }>> = {
  extraFields: {
    label: 'Extra fields',
    note: 'Tool calls, reasoning and text of each message beside its content.',
  },
  byteOrderMark: { label: 'Byte order mark', note: 'So that Excel reads every letter right.' },
  partitioned: {
    label: 'Folder by source and year',
    note: 'source=…/year=…/, as DuckDB, Spark and Hugging Face read it.',
  },
  card: { label: 'Dataset card', note: 'A README.md in the ZIP, as the Hugging Face Hub shows it.' },
}

/** Options that are whole numbers, in words. */
const optionNumbers: Readonly<
  Record<NumberName, { readonly label: string; readonly unit?: string; readonly note: string }>
> = {
  cutoffTokens: {
    label: 'Over-length from',
    unit: 'tokens',
    note: 'What your trainer cuts at; longer records are counted, not left out.',
  },
  validationPercent: {
    label: 'For validation',
    unit: '%',
    note: 'Of the conversations, in a file of their own; 0 for none.',
  },
  seed: { label: 'Seed', note: 'The same seed chooses the same conversations.' },
}

type OptionProps<Name> = {
  fields: FormFields
  name: Name
}

function OptionChoice<Name extends ChoiceName>({ fields, name }: OptionProps<Name>) {
  return (
    <ChoiceField<FormOptions[Name]>
      label={optionChoices[name].label}
      choices={optionChoices[name].choices}
      value={fields.options[name]}
      whyNot={whyNotOf(fields, name)}
      onChange={(value) => chooseOption(name, value)}
    />
  )
}

function OptionCheck({ fields, name }: OptionProps<CheckName>) {
  return (
    <CheckField
      {...optionChecks[name]}
      isChecked={fields.options[name]}
      whyNot={whyNotOf(fields, name)}
      onChange={(isChecked) => chooseOption(name, isChecked)}
    />
  )
}

function NumberField({ fields, name }: OptionProps<NumberName>) {
  return (
    <TextField
      {...optionNumbers[name]}
      isNumber
      value={fields.numbers[name]}
      problem={problemsOf(fields)[name] ?? null}
      whyNot={whyNotOf(fields, name)}
      onChange={(typed) => typeNumber(name, typed)}
    />
  )
}

/** Why an option does not apply; null where it does. */
function whyNotOf(fields: FormFields, name: ChoiceName | CheckName | NumberName): string | null {
  const reasons: Partial<Record<string, string | null>> = { ...applicabilityOf(fields) }
  return reasons[name] ?? null
}
