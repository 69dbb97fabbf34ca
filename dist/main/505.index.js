export const id = 505;
export const ids = [505];
export const modules = {

/***/ 4505:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   refuseInputs: () => (/* binding */ refuseInputs)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24600);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73470);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40952);
// Ends a run whose inputs cannot be read, before anything else is loaded.



async function refuseInputs(host, problems) {
    const report = (0,_report_js__WEBPACK_IMPORTED_MODULE_1__/* .createReport */ .L)({ host, outputs: (0,_outputs_js__WEBPACK_IMPORTED_MODULE_2__/* .createOutputs */ .l)(_actions_core__WEBPACK_IMPORTED_MODULE_0__.setOutput), startedAt: host.clock.now() });
    await report.refused(problems, []);
}


/***/ })

};
