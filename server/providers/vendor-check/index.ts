export { checkVendorOverHttp } from "./http";
