import { Form, Input } from 'antd'

type Policy = { passwordMin: number; passwordClasses: number; passwordHistory: number }

/** A new password, asked twice, with what the policy wants of it. Fields `next` and `again` of the form around it. */
export function NewPassword({ policy, autoFocus = false }: { policy: Policy | undefined; autoFocus?: boolean }) {
  const wanted =
    policy &&
    `至少${policy.passwordMin}个字符，含大写字母、小写字母、数字、符号中的${policy.passwordClasses}类；不与最近${policy.passwordHistory}次相同`
  return (
    <>
      <Form.Item name="next" label="新密码" rules={[{ required: true, message: '请填写新密码' }]} extra={wanted}>
        <Input.Password autoComplete="new-password" autoFocus={autoFocus} />
      </Form.Item>
      <Form.Item
        name="again"
        label="再输一次新密码"
        dependencies={['next']}
        rules={[
          { required: true, message: '请再输一次新密码' },
          ({ getFieldValue }) => ({
            validator: (_, v) =>
              !v || v === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error('两次输入不一致')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  )
}
