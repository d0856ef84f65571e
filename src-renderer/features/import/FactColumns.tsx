/** The heads of the columns that reports and previews have in common, behind the conversation itself. */
export function FactColumns() {
  return (
    <>
      <span role="columnheader">Date</span>
      <span role="columnheader" className="is-number">
        Messages
      </span>
      <span role="columnheader" className="is-number">
        Branches
      </span>
      <span role="columnheader">Result</span>
    </>
  )
}
