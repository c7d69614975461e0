import { useQueryClient } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api, onSessionEnded } from '../api.ts'
import { useForgetSession, useSession } from '../session.tsx'
import { SignInForm } from './SignInForm.tsx'

/** Opens over the page when the session has ended: what was being sent is sent again afterwards, and nothing typed is lost.
 *  Somebody else must not send this person's change, so another account means starting anew. */
export function SignInAgain() {
  const session = useSession()
  const client = useQueryClient()
  const forget = useForgetSession()
  const [open, setOpen] = useState(false)
  const waiting = useRef<((back: boolean) => void)[]>([])
  const settle = (back: boolean): void => {
    setOpen(false)
    for (const resolve of waiting.current.splice(0)) resolve(back)
  }
  useEffect(
    () =>
      onSessionEnded(() => {
        setOpen(true)
        return new Promise((resolve) => waiting.current.push(resolve))
      }),
    [],
  )
  const back = async (): Promise<void> => {
    const { person } = await api('GET /api/people/session')
    const same = person?.id === session.id
    settle(same)
    await (same ? client.invalidateQueries() : forget())
  }
  return (
    <Modal
      open={open}
      title="登录已过期"
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={420}
      destroyOnHidden
      zIndex={1500}
    >
      <p className="consequence">请重新登录后继续。页面上已填写的内容不会丢失，刚才的操作会自动重新提交。</p>
      <SignInForm login={session.login} onDone={back} />
      <Button
        type="link"
        className="door-other"
        onClick={() => {
          settle(false)
          void forget()
        }}
      >
        换一个账号登录
      </Button>
    </Modal>
  )
}
