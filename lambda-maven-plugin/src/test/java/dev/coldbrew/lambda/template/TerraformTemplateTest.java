// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerraformTemplateTest {

  @Test
  void fileMakesARoleAndTellsAChangedZip() {
    assertEquals("""
        terraform {
          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = ">= 6.29"
            }
          }
        }

        data "aws_partition" "current" {
        }

        resource "aws_iam_role" "my_hello" {
          name_prefix        = "my-hello-"
          assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }] })
        }

        resource "aws_iam_role_policy_attachment" "my_hello" {
          role       = aws_iam_role.my_hello.name
          policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
        }

        resource "aws_lambda_function" "my_hello" {
          function_name    = "my-hello"
          runtime          = "provided.al2023"
          architectures    = ["x86_64"]
          handler          = "example.Hello::hello"
          filename         = "${path.module}/my-hello/target/my-hello-1.0.zip"
          source_code_hash = filebase64sha256("${path.module}/my-hello/target/my-hello-1.0.zip")
          memory_size      = 512
          timeout          = 20
          role             = aws_iam_role.my_hello.arn
        }
        """, terraform(Functions.ROOT, Functions.plain("my-hello")));
  }

  @Test
  void fileHasAllThatThereIsToSet() {
    assertEquals("""
        terraform {
          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = ">= 6.29"
            }
          }
        }

        variable "hello_db_password" {
          type        = string
          sensitive   = true
          description = "DB_PASSWORD of the function hello"
        }

        resource "aws_lambda_function" "hello" {
          function_name    = "hello"
          runtime          = "java25"
          architectures    = ["arm64"]
          handler          = "example.Hello::hello"
          filename         = "${path.module}/../hello/target/hello-1.0.zip"
          source_code_hash = filebase64sha256("${path.module}/../hello/target/hello-1.0.zip")
          memory_size      = 1024
          timeout          = 900
          role             = "arn:aws:iam::123456789012:role/hello"
          layers           = ["arn:aws:lambda:us-east-1:123456789012:layer:agent:7"]
          publish          = true

          environment {
            variables = {
              DB_PASSWORD = var.hello_db_password
              TABLE_NAME  = "orders"
            }
          }

          logging_config {
            log_format = "JSON"
          }

          snap_start {
            apply_on = "PublishedVersions"
          }

          tags = {
            team = "blue"
          }
        }

        resource "aws_lambda_alias" "hello" {
          name             = "live"
          function_name    = aws_lambda_function.hello.function_name
          function_version = aws_lambda_function.hello.version
        }

        resource "aws_lambda_function_url" "hello" {
          function_name      = aws_lambda_function.hello.function_name
          qualifier          = aws_lambda_alias.hello.name
          authorization_type = "NONE"
          invoke_mode        = "RESPONSE_STREAM"

          cors {
            allow_origins     = ["https://example.org", "http://localhost:3000"]
            allow_methods     = ["GET", "*"]
            allow_headers     = ["content-type"]
            expose_headers    = ["etag"]
            max_age           = 60
            allow_credentials = true
          }
        }

        resource "aws_lambda_permission" "hello_url" {
          function_name          = aws_lambda_function.hello.function_name
          qualifier              = aws_lambda_alias.hello.name
          action                 = "lambda:InvokeFunctionUrl"
          principal              = "*"
          function_url_auth_type = "NONE"
        }

        resource "aws_lambda_permission" "hello_url_invoke" {
          function_name            = aws_lambda_function.hello.function_name
          qualifier                = aws_lambda_alias.hello.name
          action                   = "lambda:InvokeFunction"
          principal                = "*"
          invoked_via_function_url = true
        }

        output "hello_url" {
          value = aws_lambda_function_url.hello.function_url
        }
        """, terraform(Functions.ROOT.resolve("infra"), Functions.full("hello")));
  }

  @Test
  void largeZipGoesThroughABucket() {
    CodeZip large = new CodeZip(Functions.ROOT + "/hello-1.0.zip", "digest", true);

    assertEquals(
        """
        variable "code_bucket" {
          type        = string
          description = "the S3 bucket that the zips are uploaded to"
        }

        resource "aws_s3_object" "hello" {
          bucket      = var.code_bucket
          key         = "hello-1.0.zip"
          source      = "${path.module}/hello-1.0.zip"
          source_hash = filebase64sha256("${path.module}/hello-1.0.zip")
        }

        resource "aws_lambda_function" "hello" {
          function_name    = "hello"
          runtime          = "java25"
          architectures    = ["arm64"]
          handler          = "example.Hello::hello"
          s3_bucket        = aws_s3_object.hello.bucket
          s3_key           = aws_s3_object.hello.key
          source_code_hash = filebase64sha256("${path.module}/hello-1.0.zip")
        """,
        terraform(Functions.ROOT, Functions.withZip(Functions.full("hello"), large))
            .replaceFirst("(?s)^terraform \\{.*?\n}\n\n", "")
            .replaceFirst("(?s)variable \"hello_db_password\" \\{.*?\n}\n\n", "")
            .replaceFirst("(?s)  memory_size .*", ""));
  }

  @Test
  void functionsWithTheSameLayerShareIt() {
    assertEquals(
        """
        resource "aws_lambda_layer_version" "a" {
          layer_name               = "jvm-of-a"
          filename                 = "${path.module}/a/target/a-1.0-layer.zip"
          source_code_hash         = filebase64sha256("${path.module}/a/target/a-1.0-layer.zip")
          compatible_runtimes      = ["provided.al2023"]
          compatible_architectures = ["x86_64"]
        }
          layers           = [aws_lambda_layer_version.a.arn]
          layers           = [aws_lambda_layer_version.a.arn]
        """,
        terraform(Functions.ROOT, Functions.layered("b", "same"), Functions.layered("a", "same"))
            .replaceFirst("(?s)^.*(resource \"aws_lambda_layer_version\".*)$", "$1")
            .lines()
            .filter(line -> line.startsWith("  layers")
                || line.contains("layer_")
                || line.contains("-layer.zip")
                || line.contains("compatible_"))
            .map(line -> line.startsWith("  compatible_arch") ? line + "\n}" : line)
            .reduce("", (text, line) -> text + line + "\n"));
  }

  private static String terraform(Path folder, TemplateFunction... functions) {
    return TemplateFormat.TERRAFORM.write(List.of(functions), folder.resolve("lambda.tf"));
  }
}
