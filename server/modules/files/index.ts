import { module } from '../../kernel/module.ts'
import { locators, routes } from './http.ts'
import { mount } from './serve.ts'
import { byId } from './store.ts'

export { putFile } from './commands.ts'
export { byId as fileById }
export const filesModule = module({ name: 'files', routes, locators, mount })
