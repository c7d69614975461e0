import { secrecyConclusions, type Signature } from '../../../server/modules/publishing/contract.ts'
import { shortWhen, whenText } from '../../ui/when.ts'
import type { Edition } from './use-draft.ts'

const verbs: Record<Signature['verb'], string> = {
  submit: '提交',
  approve: '同意',
  secrecyReview: '保密审查',
  signOff: '签发',
  sendBack: '退回',
  recall: '撤回送审',
}
const said = (s: Signature): string => {
  const conclusion = s.form && secrecyConclusions[s.form.conclusion]
  return conclusion
    ? [conclusion, s.opinion === conclusion ? '' : s.opinion].filter(Boolean).join('：')
    : s.opinion || verbs[s.verb]
}

/** The chain of this round: what was signed, by whom, whose turn it is. */
export function SigningLine({ edition }: { edition: Edition }) {
  const round = edition.signatures.filter((s) => s.round === edition.round)
  const sent = round.find((s) => s.verb === 'submit')
  return (
    <ol className="step-line">
      {sent && (
        <li className="step-done">
          <div>
            <b>{sent.personName} 起草并提交</b>{' '}
            <span className="muted" title={whenText(sent.at)}>
              {shortWhen(sent.at)}
            </span>
            {sent.opinion && <p>{sent.opinion}</p>}
          </div>
        </li>
      )}
      {edition.steps.map((step) => {
        const signature = round.find((s) => s.stepNo === step.no && s.verb === step.verb)
        const now = edition.status === 'inReview' && edition.standing.step?.no === step.no
        return (
          <li
            key={step.no}
            className={signature ? 'step-done' : now ? 'step-now' : undefined}
            aria-current={now ? 'step' : undefined}
          >
            <div>
              <b>{step.name}</b>{' '}
              {signature ? (
                <>
                  <span>{signature.personName}</span>{' '}
                  <span className="muted" title={whenText(signature.at)}>
                    {shortWhen(signature.at)}
                  </span>
                  <p>{said(signature as Signature)}</p>
                </>
              ) : now ? (
                <span className="muted">等待办理</span>
              ) : null}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

/** Every signature of every round, newest first. */
export const momentsOf = (edition: Edition) =>
  edition.signatures.toReversed().map((s, i) => ({
    key: `${s.at}${i}`,
    at: s.at,
    who: [s.personName, s.organName].filter(Boolean).join(' · '),
    what: `${s.stepName || verbs[s.verb]}${s.verb === 'sendBack' ? '：退回' : ''}`,
    note: said(s as Signature),
    tone: s.verb === 'sendBack' ? ('bad' as const) : s.verb === 'signOff' ? ('good' as const) : undefined,
  }))
