export { translationsRouter } from "./router";
