/** How the tokens are shared out among the roles: one bar, and the numbers as a table. */
import type { DatasetStatistics } from '@shared/datasets/dataset.ts'
import { countText } from '../../ui/counts.ts'
import { type Speaker, speakerNames } from './record-turns.ts'

type Props = {
  roles: DatasetStatistics['roles']
}

export function RoleBalance({ roles }: Props) {
  const total = Math.max(
    1,
    roles.reduce((sum, { tokens }) => sum + tokens, 0),
  )
  return (
    <section aria-labelledby="dataset-roles">
      <h3 id="dataset-roles">Role balance</h3>
      <div className="role-bar" aria-hidden>
        {roles.map(({ role, tokens }) => (
          <i key={role} data-role={role} style={{ flexGrow: tokens / total }} />
        ))}
      </div>
      <table className="table" aria-labelledby="dataset-roles">
        <thead>
          <tr>
            <th scope="col">Role</th>
            {['Share of tokens', 'Tokens', 'Messages', 'Characters'].map((name) => (
              <th key={name} scope="col" className="is-number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {roles.map(({ role, tokens, messages, characters }) => (
            <tr key={role}>
              <th scope="row">
                <span className="role-mark" data-role={role} aria-hidden />
                {role in speakerNames ? speakerNames[role as Speaker] : role}
              </th>
              <td className="is-number">{Math.round((100 * tokens) / total)} %</td>
              <td className="is-number">{countText(tokens)}</td>
              <td className="is-number">{countText(messages)}</td>
              <td className="is-number">{countText(characters)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
