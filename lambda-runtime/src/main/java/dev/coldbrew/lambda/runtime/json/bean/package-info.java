/**
 * Objects by their properties: {@code BeanProperties} says which properties a class has, {@code
 * Construction} how an object is made, {@code EventRules} how the properties of AWS's event classes
 * are named.
 */
package dev.coldbrew.lambda.runtime.json.bean;
