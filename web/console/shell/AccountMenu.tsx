import { LogoutOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Dropdown, type MenuProps } from 'antd'
import { useAct } from '../hooks.ts'
import { screens } from '../screens.ts'
import { useForgetSession, useSession } from '../session.tsx'

export const ACCOUNT_PATH = '/account'

/** Who is here; own account and sign-out. */
export function AccountMenu() {
  const session = useSession()
  const navigate = useNavigate()
  const forget = useForgetSession()
  const signOut = useAct('DELETE /api/people/session')
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: `${session.name} · ${session.organName}` },
    ...(screens.some((s) => s.path === ACCOUNT_PATH)
      ? [
          {
            key: 'account',
            icon: <SafetyCertificateOutlined />,
            label: '我的账号与密码',
            onClick: () => void navigate({ to: ACCOUNT_PATH as never }),
          },
        ]
      : []),
    {
      key: 'out',
      icon: <LogoutOutlined />,
      label: '退出登录',
      onClick: async () => {
        await signOut.run({})
        await forget()
      },
    },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <button type="button" className="account-button" aria-haspopup="menu">
        <span className="avatar" aria-hidden="true">
          {session.name.slice(-1)}
        </span>
        <span className="account-name">
          {session.name}
          <small>{session.organName}</small>
        </span>
      </button>
    </Dropdown>
  )
}
