/** A progress bar that also says what it shows. */
type Props = {
  /** What is being done: "Importing conversations.json". */
  label: string
  /** Between 0 and 1, or null while nobody can know. */
  share: number | null
  /** How far it is, in words: "412 of 3,018 conversations". */
  text: string
}

export function ProgressBar({ label, share, text }: Props) {
  const percent = share === null ? null : Math.round(Math.min(Math.max(share, 0), 1) * 100)
  return (
    <div
      className={percent === null ? 'progress-bar is-open' : 'progress-bar'}
      role="progressbar"
      aria-label={label}
      aria-valuetext={text}
      {...(percent === null ? {} : { 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 })}
    >
      <i style={percent === null ? undefined : { width: `${percent}%` }} />
    </div>
  )
}
