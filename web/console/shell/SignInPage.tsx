import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { screens } from '../screens.ts'
import { useForgetSession } from '../session.tsx'
import { SignInForm } from './SignInForm.tsx'

const RESET_PATH = '/reset'
const resettable = screens.some((s) => s.path === RESET_PATH)

/** The door of the console. */
export function SignInPage({ demo, mail }: { demo: boolean; mail: boolean }) {
  const forget = useForgetSession()
  useEffect(() => {
    document.title = '登录 · 政务公开工作台'
  }, [])
  return (
    <main className="door">
      <div className="door-card">
        <h1>政务公开工作台</h1>
        <p className="door-about">{demo ? '演示系统：单位、人员和数据均为虚构' : '请使用本人账号登录，操作将被记录'}</p>
        <SignInForm onDone={forget} />
        <p className="door-help">
          {mail && resettable ? (
            <Link to={RESET_PATH as never} className="text-link">
              忘记密码
            </Link>
          ) : (
            '忘记密码或账号被锁定，请联系安全管理员。'
          )}
        </p>
      </div>
      <svg className="door-lake" viewBox="0 0 1440 220" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 90c180-60 360-60 540 0s360 60 540 0 270-50 360-30v160H0z" />
        <path d="M0 130c200-50 400-50 600 0s400 50 600 0 160-40 240-30v120H0z" />
        <path d="M0 170c240-36 480-36 720 0s480 36 720 0v50H0z" />
      </svg>
    </main>
  )
}
