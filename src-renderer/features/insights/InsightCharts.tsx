/** How much was said when, with which models, in which languages of code; each bar opens what it counts. */
import { ChartNoAxesColumn } from 'lucide-react'
import { type ReactNode, useEffect, useId } from 'react'
import { counted, countText } from '../../ui/counts.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { languageQuery, modelQuery } from './bar-queries.ts'
import { DayCalendar } from './DayCalendar.tsx'
import { askForInsights, useInsights } from './insights-store.ts'
import { MonthChart } from './MonthChart.tsx'
import { RankedBars } from './RankedBars.tsx'
import './insights.css'

type Props = {
  sourceNameOf: (source: string) => string
  /** Shows in the library what a query finds. */
  onQuery: (label: string, query: string) => void
  onSource: (source: string) => void
  onOpen: (conversationId: string) => void
  onImport: () => void
}

export function InsightCharts({ sourceNameOf, onQuery, onSource, onOpen, onImport }: Props) {
  const insights = useInsights((state) => state.insights)
  useEffect(() => void askForInsights(), [])
  if (insights === null) return <p className="chart-none">Counting…</p>
  if (insights.conversations === 0) {
    return (
      <EmptyState icon={ChartNoAxesColumn} title="There is nothing to count yet.">
        <p>Import conversations, and see here when you said how much to whom.</p>
        <button type="button" className="button primary" onClick={onImport}>
          Import conversations…
        </button>
      </EmptyState>
    )
  }
  const { words, undated, waiting } = insights
  return (
    <div className="insights">
      {waiting > 0 && (
        <p className="insights-waiting" role="status">
          {counted(waiting, 'conversation')} still to be counted: the numbers rise by themselves.
        </p>
      )}
      <dl className="insights-sums">
        <Sum name="Conversations" count={insights.conversations} />
        <Sum name="Messages" count={insights.messages} />
        <Sum name="Words you wrote" count={words.user} />
        <Sum name="Words you got" count={words.assistant} />
      </dl>
      {insights.days.length > 0 && (
        <Chart heading="Activity" isWide>
          <DayCalendar days={insights.days} onOpen={onQuery} />
        </Chart>
      )}
      {insights.months.length > 0 && (
        <Chart
          heading="Messages per month"
          isWide
          {...(undated > 0 ? { note: `${counted(undated, 'message')} without a date are not in it.` } : {})}
        >
          <MonthChart months={insights.months} onOpen={onQuery} />
        </Chart>
      )}
      <Chart heading="Models" note="Answers of each; opens their conversations">
        <RankedBars
          label="Answers of each model"
          bars={insights.models.map(({ name, count }) => ({
            key: name,
            label: name,
            count,
            onOpen: () => onQuery(`Conversations with ${name}`, modelQuery(name)),
          }))}
        />
      </Chart>
      <Chart heading="Sources" note="Conversations from each">
        <RankedBars
          label="Conversations from each source"
          bars={insights.sources.map(({ source, conversations }) => ({
            key: source,
            label: sourceNameOf(source),
            count: conversations,
            onOpen: () => onSource(source),
          }))}
        />
      </Chart>
      <Chart heading="Languages of code" note="Blocks of code in each; opens their conversations">
        <RankedBars
          label="Blocks of code in each language"
          bars={insights.languages.map(({ name, count }) => ({
            key: name,
            label: name === 'text' ? 'none named' : name,
            count,
            onOpen:
              name === 'text' ? null : () => onQuery(`Conversations with code: ${name}`, languageQuery(name)),
          }))}
        />
      </Chart>
      <Chart heading="Longest conversations" note="Messages in each">
        <RankedBars
          label="Messages in the longest conversations"
          bars={insights.longest.map(({ id, title, messages }) => ({
            key: id,
            label: title,
            count: messages,
            onOpen: () => onOpen(id),
          }))}
        />
      </Chart>
    </div>
  )
}

function Sum({ name, count }: { name: string; count: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{countText(count)}</dd>
    </div>
  )
}

type ChartProps = {
  heading: string
  note?: string
  /** Whether it takes the whole width. */
  isWide?: boolean
  children: ReactNode
}

function Chart({ heading, note, isWide = false, children }: ChartProps) {
  const id = useId()
  return (
    <section className={isWide ? 'chart is-wide' : 'chart'} aria-labelledby={id}>
      <h2 id={id}>
        {heading}
        {note !== undefined && <small>{note}</small>}
      </h2>
      {children}
    </section>
  )
}
