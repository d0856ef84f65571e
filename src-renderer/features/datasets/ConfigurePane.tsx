/** Configure: names, kinds of files and records, and the options; each is checked as it is typed. */
import { type DataFormatId, dataFormatOf, dataFormats, fileFormats } from '@shared/datasets/formats.ts'
import { problemOfFormats } from '@shared/datasets/check-form.ts'
import { useId } from 'react'
import { SelectField } from '../../ui/SelectField.tsx'
import {
  applicabilityOf,
  earlierOf,
  fileNameOf,
  type FormFields,
  type NumberName,
  problemsOf,
} from './dataset-form.ts'
import { CheckField, ChoiceField, TextField } from './fields.tsx'
import {
  changeFields,
  changeOptions,
  chooseDataFormat,
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

const branches = [
  { value: 'shown', label: 'The branch shown' },
  { value: 'leaves', label: 'Every branch, a record each' },
] as const
const reasoning = [
  { value: 'leave-out', label: 'Left out' },
  { value: 'think', label: 'As <think>…</think>' },
] as const
const toolTexts = [
  { value: 'leave-out', label: 'Left out' },
  { value: 'before-call', label: 'Before the call' },
] as const
const duplicates = [
  { value: 'keep', label: 'Kept' },
  { value: 'exact', label: 'Left out, word for word' },
  { value: 'near', label: 'Left out, nearly the same too' },
] as const

function Records({ fields }: { fields: FormFields }) {
  const { options } = fields
  const applies = applicabilityOf(fields)
  return (
    <fieldset className="dataset-group">
      <legend>Records</legend>
      <ChoiceField
        label="Branches"
        value={options.branches}
        choices={branches}
        onChange={(value) => changeOptions({ branches: value })}
      />
      <ChoiceField
        label="Reasoning"
        value={options.reasoning}
        choices={reasoning}
        onChange={(value) => changeOptions({ reasoning: value })}
      />
      <ChoiceField
        label="Text before tool calls"
        value={options.toolText}
        choices={toolTexts}
        whyNot={applies.toolText}
        onChange={(value) => changeOptions({ toolText: value })}
      />
      <ChoiceField
        label="Duplicates"
        value={options.duplicates}
        choices={duplicates}
        onChange={(value) => changeOptions({ duplicates: value })}
      />
      <CheckField
        label="Redact keys, addresses and numbers"
        note="E-mail, phone, card and account numbers, API keys, as in exports."
        isChecked={options.redact}
        onChange={(redact) => changeOptions({ redact })}
      />
      <CheckField
        label="Extra fields"
        note="Tool calls, reasoning and text of each message beside its content."
        isChecked={options.extraFields}
        whyNot={applies.extraFields}
        onChange={(extraFields) => changeOptions({ extraFields })}
      />
      <NumberField
        fields={fields}
        name="cutoffTokens"
        label="Over-length from"
        unit="tokens"
        note="What your trainer cuts at; longer records are counted, not left out."
      />
    </fieldset>
  )
}

const layouts = [
  { value: 'root', label: 'Data beside dataset_info.json' },
  { value: 'hub', label: 'Hugging Face: data/train.*' },
] as const

function Files({ fields }: { fields: FormFields }) {
  const { options } = fields
  const applies = applicabilityOf(fields)
  return (
    <fieldset className="dataset-group">
      <legend>Files</legend>
      <NumberField
        fields={fields}
        name="validationPercent"
        label="For validation"
        unit="%"
        note="Of the conversations, in a file of their own; 0 for none."
        whyNot={applies.validationPercent}
      />
      <NumberField
        fields={fields}
        name="seed"
        label="Seed"
        note="The same seed chooses the same conversations."
        whyNot={applies.seed}
      />
      <CheckField
        label="Byte order mark"
        note="So that Excel reads every letter right."
        isChecked={options.byteOrderMark}
        whyNot={applies.byteOrderMark}
        onChange={(byteOrderMark) => changeOptions({ byteOrderMark })}
      />
      <CheckField
        label="Folder by source and year"
        note="source=…/year=…/, as DuckDB, Spark and Hugging Face read it."
        isChecked={options.partitioned}
        whyNot={applies.partitioned}
        onChange={(partitioned) => changeOptions({ partitioned })}
      />
      <ChoiceField
        label="Layout of the ZIP"
        value={options.layout}
        choices={layouts}
        onChange={(layout) => changeOptions({ layout })}
      />
      <CheckField
        label="Dataset card"
        note="A README.md in the ZIP, as the Hugging Face Hub shows it."
        isChecked={options.card}
        onChange={(card) => changeOptions({ card })}
      />
    </fieldset>
  )
}

type NumberProps = {
  fields: FormFields
  name: NumberName
  label: string
  unit?: string
  note: string
  whyNot?: string | null
}

function NumberField({ fields, name, whyNot = null, ...props }: NumberProps) {
  return (
    <TextField
      {...props}
      isNumber
      value={fields.numbers[name]}
      problem={problemsOf(fields)[name] ?? null}
      whyNot={whyNot}
      onChange={(typed) => typeNumber(name, typed)}
    />
  )
}
